import { describe, expect, it } from 'vitest'
import { colours } from '../../src/pictures/card.ts'
import { setLine } from '../../src/pictures/lettering.ts'
import { placesSvg } from '../../src/pictures/places.ts'
import { board } from '../support/pictures.ts'

const svgOf = ({ title, rows }: ReturnType<typeof board>) => placesSvg(title, rows)
const count = (svg: string, part: string) => svg.split(part).length - 1

describe('the picture of places', () => {
  it('shows ranks, names and values as they are given: 1, 2, 2, 4', () => {
    const svg = svgOf(board([['1', 'Ada'], ['2', 'Grace'], ['2', 'Alan'], ['4', 'Emmy']]))
    const rank = (text: string) => count(svg, setLine(text, 34, 96, 'bold').paths)
    expect(['1', '2', '3', '4'].map(rank)).toEqual([1, 2, 0, 1])
    for (const name of ['Ada', 'Grace', 'Alan', 'Emmy']) expect(count(svg, setLine(name, 38, 1000).paths)).toBe(1)
    expect(count(svg, setLine('3/4 · 3,000', 38, 1000, 'bold').paths)).toBe(4)
    expect(count(svg, setLine('Leaderboard of this week', 44, 1100, 'bold').paths)).toBe(1)
  })

  it('gives medals to ranks 1 to 3, however many share them', () => {
    expect(count(svgOf(board([['1', 'a'], ['2', 'b'], ['2', 'c'], ['4', 'd']])), '<circle')).toBe(3)
    expect(count(svgOf(board([['11', 'a'], ['12', 'b']])), '<circle')).toBe(0)
  })

  it('marks one\'s own place by a bar and by heavier type, not by colour alone', () => {
    const svg = svgOf(board([['1', 'Ada'], ['2', 'Grace']], 1))
    expect(count(svg, colours.ownEdge)).toBe(1)
    expect(count(svg, setLine('Grace', 38, 1000, 'bold').paths)).toBe(1)
    expect(count(svgOf(board([['1', 'Ada']])), colours.ownEdge)).toBe(0)
  })

  it('says so when a name has signs that no font of ours has, and points to the message', () => {
    const words = (text: string, size: number) => setLine(text, size, 1200).paths
    const svg = svgOf(board([['1', 'ᚠᚢᚦ'], ['2', 'Ada']]))
    expect(svg).toContain(words('(see the message)', 38))
    expect(svg).toContain(words('Some signs cannot be drawn here. The message has every name in full.', 26))
    expect(svgOf(board([['1', 'Ada']]))).not.toContain(words('Some signs cannot be drawn here. The message has every name in full.', 26))
  })

  it('keeps a long name off the value, and refuses more rows than a chat would show', () => {
    const svg = svgOf(board([['1', 'n'.repeat(300)]]))
    expect(count(svg, setLine('n', 38, 1000).paths.slice(0, 40))).toBeLessThan(60)
    expect(() => svgOf(board(Array.from({ length: 26 }, (_, place) => [String(place), 'a'])))).toThrow('A picture shows at most 25 places, not 26.')
  })
})
