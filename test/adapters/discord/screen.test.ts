import { describe, expect, it } from 'vitest'
import { emptyWorld, type Json } from '../../standins/discord/world.ts'
import { boardLines, screenFaults, screenOf } from './screen.ts'

const world = emptyWorld({ id: '1', username: 'Recall', globalName: null, bot: true, locale: 'en-US', installed: false, takesMessages: true })
const body = (...components: Json[]): Json => ({ components: [{ type: 17, components }] })
const text = (content: string) => ({ type: 10, content })
const row = (...labels: string[]) => ({ type: 1, components: labels.map(label => ({ type: 2, label, custom_id: label })) })
const picture = (description?: string) => ({ type: 12, items: [{ media: { url: 'attachment://a.png' }, description }] })

describe('a screen', () => {
  it('is what is read, from top to bottom', () => {
    expect(screenOf(body(text('### One **two**\n-# at <t:0:f>'), picture('a picture'), row('A', 'B')), world)).toBe('One two\nat 1970-01-01 00:00\n(picture: a picture)\n[A] [B]')
  })

  it('knows the lines of a board', () => {
    expect(boardLines(['**🥇**  ada · 2/3 · 1,450\n**2**  ben'], world)).toEqual(['🥇  ada · 2/3 · 1,450'])
  })

  it.each([
    ['nothing', body(text('**🥇**  Ada Lovelace (you) · 10/10 · 9,500'), picture('words'), row('A')), []],
    ['a place wider than a phone', body(text(`**1,000**  Ada (you) · 1000/1000 · 1,000,000,000`)), ['too wide for a phone: 1,000  Ada (you) · 1000/1000 · 1,000,000,000']],
    ['a picture without words', body(picture(' ')), ['a picture without words']],
    ['a label that is too long', body(row('x'.repeat(81))), [`a label too long: ${'x'.repeat(81)}`]],
    ['a button without a label', body(row('')), ['a button without a label']],
    ['text that buttons push off the screen', body(...Array.from({ length: 6 }, (_, place) => row(String(place))), text('below')), ['text below 6 rows of buttons']],
    ['too many parts', body(...Array.from({ length: 40 }, () => text('a'))), ['41 components']],
    ['too much text', body(text('a'.repeat(4001))), ['4001 characters']],
  ])('is found fault with for %s', (_, given, faults) => expect(screenFaults(given, world)).toEqual(faults))
})
