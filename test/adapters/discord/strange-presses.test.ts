import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SnowflakeUtil } from 'discord.js'
import type { Person } from '../../standins/discord/person.ts'
import type { Channel, Guild, Json, Message } from '../../standins/discord/world.ts'
import type { DiscordStage } from '../../support/discord.ts'
import { ask, openGroup, type Group } from './playing.ts'
import { click, pressOn, rightOn, wordsOf } from './said.ts'

let group: Group
let stage: DiscordStage
let guild: Guild
let general: Channel
let ada: Person
let bob: Person

beforeEach(async () => {
  group = await openGroup();
  ({ stage, guild, general, ada, bob } = group)
})
afterEach(async () => { await stage.close() })

/** What Discord sent last, changed into another interaction: it has an id and a token of its own. */
function another(changes: Json = {}): Json {
  const last = stage.discord.interactions().at(-1)?.payload ?? {}
  return { ...last, id: SnowflakeUtil.generate({ timestamp: stage.now() }).toString(), token: `token-${Math.random()}`, ...changes }
}

/** How many have answered, as the open question says it. */
async function answers(question: Message): Promise<string | undefined> {
  await stage.pass(2)
  return /(\d+) answers? so far/.exec(wordsOf(question))?.[1]
}

describe('an interaction that cannot be meant', () => {
  it('of an unknown type, or without what it should have, harms nothing', async () => {
    await ada.command(general.id, 'help')
    const broken: Json[] = [{ type: 99 }, { data: undefined }, { data: null }, { member: undefined }, { authorizing_integration_owners: undefined }, { app_permissions: 'many' }, { channel: undefined, channel_id: undefined }, { type: 3, data: {} }, { type: 5, data: { custom_id: 'settings:first' } }, { type: 4, data: { name: 'rapid' } }]
    for (const changes of broken) stage.discord.gateway.dispatch('INTERACTION_CREATE', another(changes), guild.id)
    expect((await ada.command(general.id, 'help')).kind).toBe('message')
    await ask(group)
    expect(wordsOf(stage.newest(general.id))).toMatch(/^### Question 1 of 3/)
    expect(stage.troubles.filter(line => !/^an interaction could not be (read|handled)|^an answer came too late/.test(line))).toEqual([])
  })

  it.each([
    ['forged', 'answer:zzzzzzzzzzzz:0:0', 'That round is not here any more. /rapid starts a new one.'],
    ['of a choice that is not there', 'answer:ROUND:0:3', 'That button is not one of mine any more. Use the newest message, or /help.'],
    ['of a question to come', 'answer:ROUND:1:0', 'That question is closed, so the answer does not count. The next one is on its way.'],
    ['for the verdict before the reveal', 'why:ROUND:0', 'That question is not revealed yet.'],
    ['with nothing of ours in it', '__proto__', 'That button is not one of mine any more. Use the newest message, or /help.'],
  ])('a press %s is answered kindly and changes nothing', async (_, custom, said) => {
    const question = await ask(group)
    const round = pressOn(question, 'A').split(':')[1] ?? ''
    const seen = await ada.forge(question, custom.replace('ROUND', round))
    expect(seen).toMatchObject({ kind: 'message', private: true })
    expect(wordsOf(seen.message)).toBe(said)
    expect(await answers(question)).toBe('0')
  })

  it('a press on an old message is answered kindly and changes nothing', async () => {
    const old = await ask(group)
    const press = pressOn(old, rightOn(old))
    await stage.pass(22)
    await stage.pass(4)
    const question = stage.newest(general.id)
    expect(wordsOf(question)).toMatch(/^### Question 2 of 3/)
    const versions = old.versions.length
    expect(wordsOf((await ada.forge(old, press)).message)).toBe('That question is closed, so the answer does not count. The next one is on its way.')
    expect(await answers(question)).toBe('0')
    expect(old.versions).toHaveLength(versions)
  })

  it('a press of one guild\'s round sent from another is answered kindly and changes nothing', async () => {
    const question = await ask(group)
    const elsewhere = stage.discord.addGuild({ name: 'Elsewhere' })
    const mallory = stage.discord.person({ username: 'mallory' })
    mallory.join(elsewhere)
    const there = stage.discord.channel(elsewhere, 'general')
    await mallory.command(there.id, 'rapid', { questions: 3 })
    await stage.pass(0)
    const theirs = stage.newest(there.id)
    for (const custom of [pressOn(question, 'A'), pressOn(question, 'A').replace('answer', 'next').replace(/:\d$/, ''), pressOn(question, 'A').replace('answer', 'why').replace(/:\d$/, '')]) {
      expect(wordsOf((await mallory.forge(theirs, custom)).message)).toBe('That round is not here any more. /rapid starts a new one.')
    }
    expect(await answers(question)).toBe('0')
    expect(await answers(theirs)).toBe('0')
  })

  it('a member who is timed out is told until when, and nothing is counted', async () => {
    const question = await ask(group)
    await click(ada, question, 'A')
    const until = new Date(stage.now() + 3_600_000).toISOString()
    const { member } = (stage.discord.interactions().at(-1)?.payload ?? {}) as { member: Json }
    const seen = await stage.discord.deliver(another({ member: { ...member, user: { ...member['user'] as Json, id: bob.id, username: 'bob' }, communication_disabled_until: until } }))
    expect(wordsOf(seen.message)).toBe(`You are timed out here until <t:${Date.parse(until) / 1000}:F>. Then you can take part again.`)
    expect(await answers(question)).toBe('1')
  })
})
