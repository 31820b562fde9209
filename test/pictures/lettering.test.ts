import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fontsOf } from '../../src/pictures/fonts.ts'
import { setLine } from '../../src/pictures/lettering.ts'

/** The boxes that fonts draw for signs they do not have. */
const boxes = fontsOf('regular').map(font => font.glyphToPath(0)).filter(path => path !== '')

describe('a line of text', () => {
  it.each(['Ada Lovelace', 'Łukasz Ærø', 'Жуковский', 'Ελένη', 'हिन्दी नाम', '李明', '山田太郎', 'ひらがな', '김철수', 'محمد علي', 'שלום', 'สวัสดี', '🎉🚀', '👩‍💻 👍🏽 🇩🇪 ❤️ 1️⃣'])('has all of %s', name => {
    const line = setLine(name, 40, 1000)
    expect(line.complete).toBe(true)
    expect(line.width).toBeGreaterThan(40)
  })

  it('has plain letters for fancy ones', () => {
    expect(setLine('𝓐𝓭𝓪', 40, 1000)).toEqual(setLine('Ada', 40, 1000))
  })

  it('says when it had to leave a sign out, and leaves no gap there', () => {
    expect(setLine('Ada ᚠ Grace', 40, 1000)).toEqual({ ...setLine('Ada Grace', 40, 1000), complete: false })
    expect(setLine('ᚠᚢ', 40, 1000)).toMatchObject({ width: 0, complete: false })
  })

  it('is cut with an ellipsis where it would be too wide', () => {
    expect(setLine('Wolfgang Amadeus', 40, 200).paths).toBe(setLine('Wolfgan…', 40, 200).paths)
    expect(setLine('Wolfgang', 40, 200).paths).not.toContain(setLine('…', 40, 200).paths)
  })

  it('joins letters of a script that joins them, and puts marks above them', () => {
    const apart = setLine('ن', 40, 1000).width * 3
    expect(setLine('ننن', 40, 1000).width).toBeLessThan(apart * 0.9)
    expect(setLine('é'.normalize('NFD'), 40, 1000).width).toBe(setLine('é', 40, 1000).width)
  })

  it('begins at the right when its first letter does', () => {
    const [name, number] = [setLine('محمد', 40, 1000), setLine('123', 40, 1000)]
    const both = setLine('محمد 123', 40, 1000).paths
    const firstPathOf = (paths: string) => /d="([^"]*)"/.exec(paths)?.[1] ?? ''
    expect(both.indexOf(firstPathOf(number.paths))).toBeLessThan(both.indexOf(firstPathOf(name.paths)))
  })

  it('takes three marks on a letter and no more', () => {
    expect(setLine(`a${'\u0301'.repeat(200)}`, 40, 1000)).toEqual(setLine(`a${'\u0301'.repeat(3)}`, 40, 1000))
  })

  it('whatever the text, fits its place and draws no boxes', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ unit: fc.constantFrom('\ud83d', '\u202e', '\n', '\u200d', '漢', 'ن', 'क', '्', 'e', '\u0300', ' ', '\u3164', '\uffa0') })), fc.integer({ min: 60, max: 400 }), (text, most) => {
      const line = setLine(text, 40, most)
      expect(line.width).toBeLessThanOrEqual(most)
      for (const box of boxes) expect(line.paths).not.toContain(`"${box}"`)
    }), { numRuns: 300 })
  })
})
