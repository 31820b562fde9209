/** Reads what was rendered back, by parsers that are not ours, as a client would show it. */
import { parse } from 'discord-markdown-parser'
import { NodeType, parse as parseSlack, type Node } from 'slack-message-parser'
import { nodesOf } from './faults.ts'

/** What a reader sees: the words, and the kinds of signs that format, mention, link or stand for something else. */
export interface Seen {
  text: string
  signs: string[]
}

type MarkdownNode = { type: string, content?: unknown, name?: string }

/** Discord's Markdown as its clients show it. Lists are known to the clients but not to the parser. */
export function readDiscord(markdown: string): Seen {
  const lists = [...markdown.replace(/```[^]*?```/g, '').matchAll(/^[^\S\n]*(?:[-*+]|\d+[.)])[^\S\n]/gm)].map(() => 'list')
  return together([...(markdown === '' ? [] : parse(markdown, 'extended')).map(node => readMarkdown(node)), { text: '', signs: lists }])
}

function readMarkdown({ type, content, name = '' }: MarkdownNode): Seen {
  if (type === 'twemoji') return { text: name, signs: [] }
  const inside = Array.isArray(content) ? together(content.map(readMarkdown)) : { text: type === 'br' || type === 'newline' ? '\n' : typeof content === 'string' ? content : '', signs: [] }
  const end = ['heading', 'subtext', 'blockQuote'].includes(type) ? '\n' : ''
  return { text: inside.text + end, signs: ['text', 'br', 'newline'].includes(type) ? inside.signs : [type, ...inside.signs] }
}

const kinds: Record<NodeType, string> = {
  [NodeType.Text]: 'text', [NodeType.ChannelLink]: 'channel', [NodeType.UserLink]: 'user', [NodeType.URL]: 'url', [NodeType.Command]: 'command', [NodeType.Emoji]: 'emoji',
  [NodeType.PreText]: 'fence', [NodeType.Code]: 'code', [NodeType.Italic]: 'italic', [NodeType.Bold]: 'bold', [NodeType.Strike]: 'strike', [NodeType.Quote]: 'quote', [NodeType.Root]: 'root',
}

/** Slack's mrkdwn as its clients show it: a date that is none is shown by its fallback, as plain words. */
export function readSlack(mrkdwn: string): Seen {
  const { text, signs } = readNode(parseSlack(mrkdwn))
  return { text: text.replaceAll('\u00ad', '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'), signs: signs.filter(sign => sign !== 'root') }
}

function readNode(node: Node): Seen {
  if (node.type === NodeType.Text) return { text: node.text, signs: [] }
  if (node.type === NodeType.Command && node.name === 'date' && node.arguments[0] === '0') return together((node.label ?? []).map(one => ({ text: one.source, signs: [] })))
  const inside = together('children' in node ? node.children.map(readNode) : 'label' in node ? (node.label ?? []).map(readNode) : [])
  return { text: inside.text + (node.type === NodeType.Quote ? '\n' : ''), signs: [kinds[node.type], ...inside.signs] }
}

function together(seen: readonly Seen[]): Seen {
  return { text: seen.map(one => one.text).join(''), signs: seen.flatMap(one => one.signs) }
}

/** All that a reader of Discord's components sees. */
export function readComponents(components: unknown): Seen {
  const nodes = nodesOf(components)
  const displays = nodes.filter(node => node['type'] === 10).map(node => readDiscord(String(node['content'])))
  const labels = nodes.flatMap(node => ['label', 'description', 'placeholder', 'url'].map(key => node[key])).filter(value => typeof value === 'string')
  return { text: [...displays.map(one => one.text), ...labels].join('\n'), signs: displays.flatMap(one => one.signs) }
}

/** All that a reader of Slack's blocks sees; rich text and plain text show their words as they are. */
export function readBlocks(blocks: unknown): Seen {
  const nodes = nodesOf(blocks)
  const rich = nodes.filter(node => node['type'] === 'rich_text_section' || node['type'] === 'rich_text_preformatted')
  const plain = nodes.filter(node => node['type'] === 'plain_text').map(node => node['text'])
  const small = nodes.filter(node => node['type'] === 'mrkdwn').map(node => readSlack(String(node['text'])))
  const sections = rich.map(section => (section['elements'] as { text?: string }[]).map(one => one.text ?? '').join(''))
  const signs = rich.flatMap(section => (section['elements'] as { type: string }[]).map(one => one.type)).filter(type => type !== 'text')
  const words = [...plain, ...sections, ...small.map(one => one.text), ...nodes.flatMap(node => node['alt_text'] ?? [])]
  return { text: words.join('\n'), signs: [...signs, ...small.flatMap(one => one.signs)] }
}
