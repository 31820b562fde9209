/** Pictures as tests look at them: decoded, and laid on a chat's background. */
import { decode } from 'fast-png'
import type { Picture } from '../../src/bot/card.ts'

/** Backgrounds of chats: light, and the dark ones of Discord and Slack. */
export const backgrounds = ['#ffffff', '#313338', '#1a1d21'] as const

type Colour = readonly [number, number, number]

export interface Seen {
  width: number
  height: number
  /** The contrast (WCAG, 1 to 21) of the darkest to the lightest pixel in the middle three fifths of the picture. */
  contrast: number
  /** Shares of the pixels there that are nearly black, and nearly white. */
  ink: number
  paper: number
}

/** Decodes the PNG (which throws when it is none) and measures it on a background such as `#313338`. */
export function look(png: Uint8Array, background: string): Seen {
  const { width, height, data } = decode(png)
  const behind = [1, 3, 5].map(at => parseInt(background.slice(at, at + 2), 16))
  const light: number[] = []
  for (let y = Math.floor(height / 5); y < height * 0.8; y++) {
    for (let x = Math.floor(width / 5); x < width * 0.8; x++) {
      const at = (y * width + x) * 4
      const alpha = (data[at + 3] ?? 0) / 255
      const on = (channel: number) => (data[at + channel] ?? 0) * alpha + (behind[channel] ?? 0) * (1 - alpha)
      light.push(luminance([on(0), on(1), on(2)]))
    }
  }
  const [darkest, lightest] = light.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [1, 0])
  const share = (test: (one: number) => boolean) => light.filter(test).length / light.length
  return { width, height, contrast: (lightest + 0.05) / (darkest + 0.05), ink: share(one => one < 0.05), paper: share(one => one > 0.9) }
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map(value => value / 255).map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

export const formula = (latex: string): Picture => ({ kind: 'formula', latex })

/** A board with these ranks and names; `own` is the place of one's own row. */
export function board(places: readonly (readonly [string, string])[], own = -1, title = 'Leaderboard of this week'): Extract<Picture, { kind: 'places' }> {
  return { kind: 'places', title, rows: places.map(([rank, name], place) => ({ rank, name, value: '3/4 · 3,000', own: place === own })) }
}
