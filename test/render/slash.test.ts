import { describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { slash, words } from '../../src/bot/text.ts'
import { discordMessage } from '../../src/render/discord.ts'
import { order, plainPen, slotText } from '../../src/render/plain.ts'
import { slackMessage } from '../../src/render/slack.ts'
import { readBlocks, readComponents } from './reading.ts'

/** A command wherever one may stand, and words of people that look like one. */
const card: Card = {
  kind: 'help',
  title: slash('team'),
  text: words`Others come in with ${slash('team join name:the /quiz *gang*')}. What does /quiz do?`,
  rows: [{ label: slash('team join'), text: 'Go into /help', note: '/report' }],
  fields: [{ name: '/stop', value: words`Look with ${slash('report')}, (${slash('daily set')}) or /report.` }],
  footer: words`See ${slash('help')}, not /help.`,
}
const said = (typed: string) => [
  `${typed}team`,
  `Others come in with ${typed}team join name:the /quiz *gang*. What does /quiz do?`,
  `${typed}team join  Go into /help`, '/report',
  `/stop  Look with ${typed}report, (${typed}daily set) or /report.`,
  `See ${typed}help, not /help.`,
]
const linesOf = (text: string) => text.split('\n').map(line => line.trim()).filter(line => line !== '')

describe('a command in a card', () => {
  it('has its own slash on Discord', () => {
    expect(linesOf(readComponents(discordMessage(card, { picture: null, private: false }).body.components).text)).toEqual(said('/'))
  })

  it('stands behind /recall on Slack; what people say stays as it is', () => {
    const shown = linesOf(readBlocks(slackMessage(card, null).blocks).text)
    expect(shown.toSorted()).toEqual(said('/recall ').toSorted())
  })

  it('is said so to notifications of Slack too', () => {
    expect(linesOf(slackMessage(card, null).text)).toEqual(said('/recall ').map(line => line.replace('/stop  ', '/stop: ')))
  })

  it('has its own slash in plain words', () => {
    expect(linesOf(order.map(slot => slotText(slot, card, plainPen)).join('\n'))).toEqual(said('/').map(line => line.replace('/stop  ', '/stop: ')))
  })

  it('keeps small print plain: no sign in it formats', () => {
    expect(slackMessage({ kind: 'note', footer: words`Try ${slash('team join name:*Owls*')}.` }, null).blocks).toEqual([{ type: 'context', elements: [{ type: 'plain_text', text: 'Try /recall team join name:*Owls*.', emoji: false }] }])
  })

  it('stays on its line, whatever people have put into it', () => {
    expect(slackMessage({ kind: 'note', text: [slash('team join name:a\n> b')] }, null).text).toBe('/recall team join name:a &gt; b')
  })

  it('puts a value below its name where it is too long beside it as it is typed there', () => {
    const of = (length: number): Card => ({ kind: 'note', fields: [{ name: 'Try', value: [slash('x'.repeat(length))] }] })
    expect(slackMessage(of(52), null).blocks[0]).toMatchObject({ elements: [{ elements: [{ text: 'Try' }, { text: '  ' }, { text: `/recall ${'x'.repeat(52)}` }] }] })
    expect(slackMessage(of(53), null).blocks[0]).toMatchObject({ elements: [{ elements: [{ text: 'Try' }, { text: '\n' }, { text: `/recall ${'x'.repeat(53)}` }] }] })
  })
})
