import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Card, Form } from '../../src/bot/card.ts'
import { slackPress } from '../../src/render/press.ts'
import { slackForm } from '../../src/render/slack-form.ts'
import { slackHome, slackWindow } from '../../src/render/slack-view.ts'
import { slackImage, slackMessage } from '../../src/render/slack.ts'
import { typedBehindRecall } from '../../src/render/slash.ts'
import { card as anyCard } from './arbitrary.ts'
import { nodesOf, slackFaults } from './faults.ts'
import { readBlocks, readSlack } from './reading.ts'
import { folded, momentsOf, placesOf, wordsOf } from './said.ts'

const picture = { image_url: 'https://recall.example/p.png' }
const question: Card = {
  kind: 'question', title: 'Question 3 of 10 · Metrics · easy', text: 'Which loss is it, <a> or *b*?',
  rows: [{ label: 'A', text: 'Cross-entropy' }, { label: 'B', text: 'Squared error' }],
  buttons: [{ label: 'A', press: 'answer:r1:2:0' }, { label: 'B', press: 'answer:r1:2:1', main: true }],
  footer: ['Closes ', { at: 1_800_000_000_000, as: 'countdown' }, ' · 2 answers so far'],
}

describe('a card on Slack', () => {
  it('is a header, rich text, buttons and small print, with all its words for notifications and screen readers', () => {
    expect(slackMessage(question, null)).toEqual({
      text: [
        'Question 3 of 10 · Metrics · easy', 'Which loss is it, &lt;a&gt; or *b*?', 'A  Cross-entropy', 'B  Squared error',
        'Closes <!date^1800000000^at {time_secs}|at Fri, 15 Jan 2027, 08:00 UTC> · 2 answers so far',
      ].join('\n'),
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Question 3 of 10 · Metrics · easy', emoji: false } },
        { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Which loss is it, <a> or *b*?' }] }] },
        {
          type: 'rich_text', elements: [{
            type: 'rich_text_section', elements: [
              { type: 'text', text: 'A', style: { bold: true } }, { type: 'text', text: '  ' }, { type: 'text', text: 'Cross-entropy' }, { type: 'text', text: '\n' },
              { type: 'text', text: 'B', style: { bold: true } }, { type: 'text', text: '  ' }, { type: 'text', text: 'Squared error' },
            ],
          }],
        },
        {
          type: 'actions', elements: [
            { type: 'button', text: { type: 'plain_text', text: 'A', emoji: false }, action_id: 'press-0', value: 'answer:r1:2:0' },
            { type: 'button', text: { type: 'plain_text', text: 'B', emoji: false }, action_id: 'press-1', value: 'answer:r1:2:1', style: 'primary' },
          ],
        },
        { type: 'context', elements: [{ type: 'mrkdwn', text: 'Closes <!date^1800000000^at {time_secs}|at Fri, 15 Jan 2027, 08:00 UTC> · 2 answers so far', verbatim: true }] },
      ],
    })
  })

  it('shows an instant in the reader\'s own time, and in UTC where that cannot be', () => {
    const { text, blocks } = slackMessage({ kind: 'note', text: ['Next: ', { at: 1_800_000_000_000, as: 'day and time' }, ' in ', { channel: 'C024BE7LR' }] }, null)
    expect(text).toBe('Next: <!date^1800000000^{date_short_pretty} {time}|Fri, 15 Jan 2027, 08:00 UTC> in <#C024BE7LR>')
    expect(nodesOf(blocks)).toContainEqual({ type: 'date', timestamp: 1_800_000_000, format: '{date_short_pretty} {time}', fallback: 'Fri, 15 Jan 2027, 08:00 UTC' })
    expect(nodesOf(blocks)).toContainEqual({ type: 'channel', channel_id: 'C024BE7LR' })
  })

  it('says right, wrong and own in marks and words beside the choice, with the value right after and the note below', () => {
    const { blocks } = slackMessage({
      kind: 'reveal', rows: [{ label: 'A', text: 'Cross-entropy', mark: 'right', value: '12 (60 %)' }, { label: 'B', text: 'Squared error', mark: 'wrong', note: 'It punishes sureness less.' }, { label: 'C', text: 'Hinge', mark: 'own' }],
    }, null)
    expect(readBlocks(blocks).text).toBe('A  Cross-entropy ✅ · 12 (60 %)\nB  Squared error ❌\nIt punishes sureness less.\nC  Hinge (your answer)')
    expect(nodesOf(blocks)).toContainEqual({ type: 'text', text: 'Cross-entropy', style: { bold: true } })
    expect(nodesOf(blocks)).toContainEqual({ type: 'text', text: '\nIt punishes sureness less.', style: { italic: true } })
  })

  it('shows a board as lines that fit a phone, with medals and the reader\'s own place, where no picture of it is meant', () => {
    const { blocks } = slackMessage({ kind: 'podium', rows: [{ label: '1', text: 'Ada', value: '9/10 · 9,000' }, { label: '4', text: 'Bo', value: '8/10 · 8,000', mark: 'own' }] }, null)
    expect(readBlocks(blocks).text).toBe('🥇  Ada · 9/10 · 9,000\n4  Bo (you) · 8/10 · 8,000')
  })

  it('shows the places of a board as a table of three columns in place of their picture, and tells notifications of each once', () => {
    const card: Card = {
      kind: 'leaderboard', title: 'Leaderboard of this week', text: 'You are number 4 of 6.', image: { picture: { kind: 'places', title: 'Leaderboard', rows: [] }, alt: 'Leaderboard, places 1 to 3: all of them' },
      rows: [{ label: '1', text: 'Ada', value: '9/10 · 9,000' }, { label: '4', text: 'Bo', value: '8/10 · 8,000', mark: 'own' }, { label: '·', text: 'Team Zed', value: '1/1 · 1,000', note: 'a rank needs two' }],
    }
    const cell = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: elements.map(one => ({ type: 'text', ...one })) }] })
    const style = { bold: true }
    const { text, blocks } = slackMessage(card, picture)
    expect(blocks.slice(2)).toEqual([{
      type: 'table', column_settings: [{ align: 'left' }, { align: 'left', is_wrapped: true }, { align: 'right' }], rows: [
        [cell({ text: '#', style }), cell({ text: 'Name', style }), cell({ text: 'Right · points', style })],
        [cell({ text: '🥇' }), cell({ text: 'Ada' }), cell({ text: '9/10 · 9,000' })],
        [cell({ text: '4' }), cell({ text: 'Bo (you)', style }), cell({ text: '8/10 · 8,000', style })],
        [cell({ text: '·' }), cell({ text: 'Team Zed' }, { text: '\na rank needs two', style: { italic: true } }), cell({ text: '1/1 · 1,000' })],
      ],
    }])
    expect(text).toBe('Leaderboard of this week\nYou are number 4 of 6.\n🥇  Ada · 9/10 · 9,000\n4  Bo (you) · 8/10 · 8,000\n·  Team Zed · 1/1 · 1,000\n    a rank needs two')
    expect(slackImage(card)).toBeNull()
  })

  it('calls the group that is to hear of a daily, above the question and nowhere else', () => {
    const { text, blocks } = slackMessage({ ...question, mention: 'S024BE7LH' }, null)
    expect(blocks[0]).toEqual({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'usergroup', usergroup_id: 'S024BE7LH' }] }] })
    expect({ text, blocks: blocks.slice(1) }).toEqual(slackMessage(question, null))
  })

  it.each(['876543210987654321', '!channel', 'S1> <!here', ''])('calls nobody for %j, which is no group of Slack', mention => {
    expect(slackMessage({ ...question, mention }, null)).toEqual(slackMessage(question, null))
  })

  it('says in its title what is a colour elsewhere', () => {
    const titleOf = (tone: 'good' | 'bad') => readBlocks(slackMessage({ kind: 'verdict', tone, title: 'So it is.' }, null).blocks).text
    expect([titleOf('good'), titleOf('bad')]).toEqual(['✅ So it is.', '❌ So it is.'])
  })

  it('has a title that is too long for a header as bold words', () => {
    const title = 'word '.repeat(40).trim()
    expect(slackMessage({ kind: 'note', title }, null).blocks).toEqual([{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: title, style: { bold: true } }] }] }])
  })

  it('shows the picture from wherever it is given, with its words for those who cannot see it', () => {
    const card: Card = { kind: 'formula', title: 'Softmax', image: { picture: { kind: 'formula', latex: 'x' }, alt: 'Softmax: e^z / sum' } }
    const title = { type: 'plain_text', text: 'Softmax', emoji: false }
    expect(slackMessage(card, picture).blocks[1]).toEqual({ type: 'image', image_url: 'https://recall.example/p.png', alt_text: 'Softmax: e^z / sum', title })
    expect(slackMessage(card, { slack_file: { id: 'F1' } }).blocks[1]).toEqual({ type: 'image', slack_file: { id: 'F1' }, alt_text: 'Softmax: e^z / sum', title })
    expect(readBlocks(slackMessage(card, null).blocks).text).toBe('Softmax\nSoftmax: e^z / sum')
  })

  it('shows code as it is, in a fixed width', () => {
    const { blocks } = slackMessage({ kind: 'snippet', code: { text: 'if a < b:\n    print("```")', language: 'python' } }, null)
    expect(blocks).toEqual([{ type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'if a < b:\n    print("```")' }] }] }])
  })

  it('parts an option that is too long for its list into a label and a line below it', () => {
    const label = 'Regularisation, normalisation and everything else that keeps a network from learning by heart'
    const { blocks } = slackMessage({ kind: 'note', select: { placeholder: 'Topic', options: [{ label, press: 'topic:1' }] } }, null)
    const [option] = nodesOf(blocks).filter(node => 'value' in node)
    expect(option).toEqual({
      text: { type: 'plain_text', text: 'Regularisation, normalisation and everything else that keeps a network from', emoji: false }, value: 'topic:1',
      description: { type: 'plain_text', text: 'learning by heart', emoji: false },
    })
  })
})

describe('small print with instants in it', () => {
  it('formats nothing, not even where two of its parts meet', () => {
    const small = (footer: Card['footer'] & object) => nodesOf(slackMessage({ kind: 'note', footer }, null).blocks).filter(node => node['type'] === 'mrkdwn').map(node => readSlack(String(node['text'])))
    const moment = { at: 1_800_000_000_000, as: 'countdown' } as const
    expect(small([':ta', 'da: ', moment])).toMatchObject([{ signs: ['command'] }])
    expect(small(['&l', 't;', ' > *b', 'old* ', moment])).toMatchObject([{ signs: ['command'] }])
  })
})

describe('any card on Slack', () => {
  const runs = { numRuns: process.env['RECALL_FULL'] === undefined ? 300 : 10_000 }
  const bare = (words: string) => folded(words.replaceAll('\u00ad', ''))
  const places = { kind: 'places', title: '', rows: [] } as const
  const calling = fc.record({ card: anyCard, mention: fc.constantFrom(undefined, 'S024BE7LH', '876543210987654321'), isBoard: fc.boolean() }).map(({ card, mention, isBoard }): Card => ({
    ...card, ...(mention !== undefined && { mention }), ...(isBoard && { image: { picture: places, alt: '' } }),
  }))

  it('is within every limit, and drops and cuts nothing', () => {
    fc.assert(fc.property(calling, fc.constantFrom(picture, null), (card, where) => {
      const message = slackMessage(card, where)
      expect(slackFaults(message)).toEqual([])
      const all = bare(readBlocks(message.blocks).text)
      expect(wordsOf(card, typedBehindRecall).filter(words => !all.includes(bare(words)))).toEqual([])
    }), runs)
  })

  it('has no mention or link but its own moments and channels, and the group that is to hear of it', () => {
    fc.assert(fc.property(calling, card => {
      const { signs } = readBlocks(slackMessage(card, picture).blocks)
      const live = signs.map(sign => sign === 'command' ? 'date' : sign).toSorted()
      expect(live).toEqual([...(card.mention === 'S024BE7LH' ? ['usergroup'] : []), ...placesOf(card).filter(id => id === 'C024BE7LR').map(() => 'channel'), ...momentsOf(card).map(() => 'date')].toSorted())
    }), runs)
  })

  it('says to notifications no more than the card, and mentions nobody there', () => {
    fc.assert(fc.property(calling, card => {
      const { text, blocks } = slackMessage(card, picture)
      expect(text.replace(/<!date\^\d+\^[^<>]*>|<#C024BE7LR>/g, '')).not.toMatch(/[<>]/)
      const shown = bare(readBlocks(blocks).text)
      const said = bare(readSlack(text.replace(/<!date[^<>]*>|<#[^<>]*>/g, ' ').replace(/[*_~`:]/g, '')).text).split(' ')
      expect(said.filter(word => !shown.replace(/[*_~`:]/g, '').includes(word))).toEqual([])
    }), runs)
  })

  it('gives every press back as it was', () => {
    fc.assert(fc.property(calling, card => {
      const parts = slackMessage(card, null).blocks.flatMap(block => block.type === 'actions' ? block.elements : [])
      const back = parts.flatMap(part => part.type === 'static_select' ? (part.options ?? []).map(option => slackPress({ selected_option: { value: option.value ?? '' } })) : part.type === 'button' ? slackPress(part) : [])
      expect(back).toEqual([...(card.buttons ?? []), ...(card.select?.options ?? [])].map(one => one.press))
    }), runs)
  })
})

describe('a form on Slack', () => {
  const form: Form = {
    title: 'Settings', press: 'settings:group', submit: 'Save', fields: [
      { name: 'zone', label: 'Time zone', hint: 'Such as Europe/Berlin', required: true, kind: 'text', value: 'UTC', most: 60, long: false },
      { name: 'verdict', label: 'Verdict', required: true, kind: 'choice', value: 'reveal', options: [{ value: 'once', label: 'At once' }, { value: 'reveal', label: 'At the reveal' }] },
      { name: 'recap', label: 'Recap', required: false, kind: 'channels', value: ['C1'] },
      { name: 'admins', label: 'Admins', required: false, kind: 'people', value: [] },
    ],
  }
  const plain = (text: string) => ({ type: 'plain_text', text, emoji: false })

  it('is a view that comes back with its press and the names of its fields', () => {
    const reveal = { text: plain('At the reveal'), value: 'reveal' }
    expect(slackForm(form, null)).toEqual({
      type: 'modal', callback_id: 'form', private_metadata: 'settings:group', title: plain('Settings'), submit: plain('Save'), close: plain('Cancel'), blocks: [
        { type: 'input', block_id: 'zone', label: plain('Time zone'), optional: false, hint: plain('Such as Europe/Berlin'), element: { type: 'plain_text_input', action_id: 'zone', multiline: false, max_length: 60, initial_value: 'UTC' } },
        { type: 'input', block_id: 'verdict', label: plain('Verdict'), optional: false, element: { type: 'static_select', action_id: 'verdict', options: [{ text: plain('At once'), value: 'once' }, reveal], initial_option: reveal } },
        { type: 'input', block_id: 'recap', label: plain('Recap'), optional: true, element: { type: 'multi_conversations_select', action_id: 'recap', filter: { include: ['public', 'private'], exclude_bot_users: true }, initial_conversations: ['C1'] } },
        { type: 'input', block_id: 'admins', label: plain('Admins'), optional: true, element: { type: 'multi_users_select', action_id: 'admins' } },
      ],
    })
  })

  it('has a title that is too long for its window above the fields', () => {
    const { title, blocks } = slackForm({ ...form, title: 'Who may start a round, and where' }, null)
    expect(title).toEqual(plain('Recall'))
    expect(blocks[0]).toEqual({ type: 'header', text: plain('Who may start a round, and where') })
  })
})

describe('the App Home', () => {
  const card = (place: number): Card => ({ kind: 'note', title: `Card ${place}`, text: 'Words', buttons: [{ label: 'Press', press: `p${place}` }] })
  const homeOf = (count: number) => slackHome(Array.from({ length: count }, (_, place) => slackMessage(card(place), null)))

  it('shows cards one below the other, each button with an id of its own', () => {
    const { type, blocks } = homeOf(3)
    expect([type, blocks.filter(block => block.type === 'divider').length]).toEqual(['home', 2])
    const ids = nodesOf(blocks).flatMap(node => node['action_id'] ?? [])
    expect(ids).toEqual(['press-0-0', 'press-0-1', 'press-0-2'])
  })

  it('leaves whole cards out where it has no room, the last ones', () => {
    const { blocks } = homeOf(40)
    expect(blocks.length).toBeLessThanOrEqual(100)
    expect(readBlocks(blocks).text).toContain('Card 24')
    expect(readBlocks(blocks).text).not.toContain('Card 25')
    expect(blocks.at(-1)?.type).toBe('actions')
  })
})

it('a window shows what a message would', () => {
  const message = slackMessage(question, picture)
  expect(slackWindow(message)).toMatchObject({ type: 'modal', callback_id: 'card', blocks: message.blocks })
})

describe('a field that is completed while it is typed', () => {
  const element = (value: string) => nodesOf(slackForm({ title: 'F', press: 'ask:formula:', submit: 'Go', fields: [{ name: 'name', label: 'Name', required: true, kind: 'suggestion', value, most: 100 }] }, null).blocks).find(node => node['type'] === 'external_select')

  it('asks from the first moment on, and shows what stands there already', () => {
    expect(element('')).toEqual({ type: 'external_select', action_id: 'name', min_query_length: 0 })
    expect(element('F1 score')).toMatchObject({ initial_option: { value: 'F1 score' } })
  })
})
