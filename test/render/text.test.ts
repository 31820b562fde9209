import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean, oneLine, splitAt } from '../../src/render/clean.ts'
import { discordCode, discordText, escapeDiscord } from '../../src/render/discord-text.ts'
import { escapeEntities, escapeSlack } from '../../src/render/slack-text.ts'
import { nasty, text } from './arbitrary.ts'
import { readDiscord, readSlack } from './reading.ts'

/** The parser shows a tab as four spaces. */
const tabless = (words: string) => words.replaceAll('\t', '    ')
const runs = { numRuns: process.env['RECALL_FULL'] === undefined ? 1500 : 50_000 }

describe('text on its way out', () => {
  it('loses control signs, turned directions and halves of characters, and nothing else', () => {
    expect(clean('a\u0000b\u202ec\u2066d\ud800e\tf\r\ng\u2028h 学 👩‍🔬')).toBe('abcd\ufffde\tf\ng\nh 学 👩‍🔬')
  })

  it('stays on its line where a line is all it may have', () => expect(oneLine(' Ada\n\n 1  Eve \r\n')).toBe('Ada 1  Eve'))

  it('is parted between words where a label is too short for it', () => {
    expect(splitAt('short', 10)).toEqual(['short', ''])
    expect(splitAt('several words here', 10)).toEqual(['several', 'words here'])
    expect(splitAt('unbreakable', 5)).toEqual(['unbre', 'akable'])
  })
})

describe('on Discord', () => {
  it.each(nasty)('%j says just that', one => expect(readDiscord(escapeDiscord(one))).toEqual({ text: tabless(clean(one)), signs: [] }))

  it('any text says just that: nothing formats, mentions, links or becomes an emoji', () => {
    fc.assert(fc.property(text, one => {
      expect(readDiscord(escapeDiscord(one))).toEqual({ text: tabless(clean(one)), signs: [] })
    }), runs)
  })

  it('words stay bold to their end, whatever they are', () => {
    fc.assert(fc.property(text.filter(one => oneLine(one) !== ''), one => {
      expect(readDiscord(`**${escapeDiscord(oneLine(one))}** after`)).toEqual({ text: `${tabless(oneLine(one))} after`, signs: ['strong'] })
    }), runs)
  })

  it('code stays in its fence to its end', () => {
    fc.assert(fc.property(text, fc.constantFrom('python' as const, 'text' as const), (one, language) => {
      const { text: shown, signs } = readDiscord(discordCode({ text: `x${one}x`, language }))
      expect(signs).toEqual(['codeBlock'])
      expect(shown.replaceAll('\u200b', '')).toBe(tabless(clean(`x${one}x`)).replaceAll('\u200b', ''))
    }), runs)
  })

  it('an instant is shown in the reader\'s own time: a countdown runs, a day has its weekday', () => {
    expect(discordText(['Left: ', { at: 1_800_000_000_999, as: 'countdown' }])).toBe('Left: <t:1800000000:R>')
    expect(discordText([{ at: 1_800_000_000_000, as: 'day and time' }, ' in ', { channel: '42' }])).toBe('<t:1800000000:F> in <#42>')
  })
})

describe('on Slack', () => {
  it.each(nasty)('%j says just that in mrkdwn', one => expect(readSlack(escapeSlack(one))).toEqual({ text: clean(one).replaceAll('\u00ad', ''), signs: [] }))

  it('any text says just that in mrkdwn: nothing formats, mentions, links or becomes an emoji', () => {
    fc.assert(fc.property(text, one => {
      expect(readSlack(escapeSlack(one))).toEqual({ text: clean(one).replaceAll('\u00ad', ''), signs: [] })
    }), runs)
  })

  it('no text mentions or links in the words for notifications', () => {
    fc.assert(fc.property(text, one => {
      expect(escapeEntities(one)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
      expect(readSlack(escapeEntities(one)).signs.filter(sign => ['user', 'channel', 'command', 'url'].includes(sign))).toEqual([])
    }), runs)
  })
})
