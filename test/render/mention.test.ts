import { describe, expect, it } from 'vitest'
import { discordMessage } from '../../src/render/discord.ts'
import { slackMessage } from '../../src/render/slack.ts'
import { longestCards } from './cards.ts'
import { readBlocks } from './reading.ts'
import { CHANNEL } from './longest.ts'

const cards = Object.entries(longestCards(length => '@everyone <@&1> <!channel> '.repeat(length).slice(0, length)))
const callers = ['question of a daily']

describe('no message mentions anyone but by an admin\'s choice of a role for the daily', () => {
  it('of all views only the question of a daily has a role to call, and a thread to open', () => {
    expect(cards.filter(([, card]) => card.mention !== undefined).map(([name]) => name)).toEqual(callers)
    expect(cards.filter(([, card]) => card.thread !== undefined).map(([name]) => name)).toEqual(callers)
  })

  it.each(cards)('%s: on Discord calls no other', (name, card) => {
    const { allowed_mentions: allowed } = discordMessage(card, { picture: null, private: false }).body
    expect(allowed).toEqual(callers.includes(name) ? { parse: [], roles: [CHANNEL] } : { parse: [] })
  })

  it.each(cards)('%s: on Slack calls nobody', (_, card) => {
    const { text, blocks } = slackMessage(card, null)
    const { signs } = readBlocks(blocks)
    expect(signs.filter(sign => !['date', 'command', 'channel'].includes(sign))).toEqual([])
    expect(text).not.toMatch(/<!(?!date\^)|<@/)
  })
})
