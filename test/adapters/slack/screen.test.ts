import { describe, expect, it } from 'vitest'
import { emptyWorld, type Json } from '../../standins/slack/world.ts'
import { boardLines, screenFaults, screenOf } from './screen.ts'

const world = emptyWorld()
const plain = (text: string) => ({ type: 'plain_text', text, emoji: false })
const header = (text: string) => ({ type: 'header', text: plain(text) })
const rich = (...elements: Json[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] })
const text = (words: string) => rich({ type: 'text', text: words })
const small = (mrkdwn: string) => ({ type: 'context', elements: [{ type: 'mrkdwn', text: mrkdwn, verbatim: true }] })
const row = (...labels: string[]) => ({ type: 'actions', elements: labels.map((label, place) => ({ type: 'button', text: plain(label), action_id: `press-${place}`, value: label })) })
const body = (words: string, ...blocks: Json[]): Json => ({ text: words, blocks })

describe('a screen', () => {
  it('is what is read, from top to bottom', () => {
    const at = { type: 'date', timestamp: 61, format: '{date_short_pretty} {time}' }
    expect(screenOf(body('x', header('One'), rich({ type: 'text', text: 'two ' }, at), small('Closes <!date^61^at {time_secs}|then>'), { type: 'image', alt_text: 'a picture' }, row('A', 'B')), world))
      .toBe('One\ntwo 1970-01-01 00:01\nCloses at 00:01:01\n(picture: a picture)\n[A] [B]')
  })

  it('shows signs that format as their reader does', () => {
    expect(screenOf(body('x', small('*bold* :tada:'), text('*plain*')), world)).toBe('bold\n*plain*')
  })

  it('knows the lines of a board', () => {
    expect(boardLines(['🥇  ada · 2/3 · 1,450', '2  ben'])).toEqual(['🥇  ada · 2/3 · 1,450'])
  })

  it.each([
    ['nothing', body('One\ntwo', header('One'), text('🥇  Ada Lovelace (you) · 10/10 · 9,500'), row('A')), []],
    ['a place wider than a phone', body('x', text('1,000  Ada (you) · 10000/10000 · 1,000,000,000')), ['too wide for a phone: 1,000  Ada (you) · 10000/10000 · 1,000,000,000']],
    ['a picture without words', body('x', { type: 'image', alt_text: ' ', image_url: 'https://a.example' }), ['a picture without words']],
    ['a button without a label', body('x', row(' ')), ['a button without a label']],
    ['a title that notifications do not say', body('Two', header('One')), ['words for notifications that do not begin with the title: Two']],
    ['no words for notifications', body('', text('One')), ['text: empty', 'words for notifications that do not begin with the title: ']],
    ['too many blocks', body('x', ...Array.from({ length: 51 }, () => ({ type: 'divider' }))), ['blocks: 51, at most 50']],
  ])('is found fault with for %s', (_, given, faults) => expect(screenFaults(given, world)).toEqual(faults))
})
