import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Message } from '../../standins/discord/world.ts'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import { firstInstant, stretchesOf } from '../../support/zone-oracle.ts'
import { wordsOf } from './said.ts'

/** Two days around the night in which the clocks of New York and Los Angeles go forward. */
const FROM = Date.UTC(2027, 2, 13, 12)
const TO = Date.UTC(2027, 2, 15, 12)
const MINUTE = 60_000
const zones = [
  'America/New_York', 'America/Los_Angeles', 'UTC', 'Europe/Berlin', 'Europe/London', 'America/Sao_Paulo', 'Africa/Nairobi', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Pacific/Chatham',
]

interface Group {
  channel: Channel
  zone: string
  time: string
  /** HH:MM, or `next`. */
  reveal: string
  /** The id of the role that hears of it, or none. */
  mention: string | undefined
  thread: boolean
}

let stage: DiscordStage
let groups: Group[]

/** When it is such a time in the zone, by a calendar that is not ours. */
function instants(zone: string, time: string, from: number, to: number): number[] {
  const stretches = stretchesOf(zone, FROM - 3 * 86_400_000, TO + 3 * 86_400_000)
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const days = [-2, -1, 0, 1, 2, 3, 4].map(day => firstInstant(stretches, Date.UTC(2027, 2, 13 + day, hours, minutes)))
  return days.filter(at => at > from && at <= to)
}

async function join(number: number): Promise<Group> {
  const { discord } = stage
  const guild = discord.addGuild({ name: `Group ${number}`, channels: ['lobby', 'daily'] })
  const boss = discord.person({ username: `boss${number}` })
  boss.join(guild, { roles: [discord.addRole(guild, { name: 'admins', permissions: ['ManageGuild'] }).id] })
  const channel = discord.channel(guild, 'daily')
  const zone = zones[number % zones.length] ?? 'UTC'
  // The first groups of both zones ask in the hour that there is not.
  const time = number < 2 ? '02:30' : `${String((number * 5) % 24).padStart(2, '0')}:${String((number * 7) % 60).padStart(2, '0')}`
  const reveal = number % 3 === 0 ? '21:15' : 'next'
  const mention = number % 4 === 1 ? discord.addRole(guild, { name: 'learners', mentionable: true }).id : undefined
  const thread = number % 5 === 2
  const seen = await boss.command(channel.id, 'daily set', { time, timezone: zone, reveal, ...(mention !== undefined && { mention }), ...(thread && { thread: 'on' }) })
  expect(wordsOf(seen.message)).toMatch(/^### The daily is set/)
  return { channel, zone, time, reveal, mention, thread }
}

beforeAll(async () => {
  stage = await openDiscordStage()
  await stage.to(FROM)
  groups = await Promise.all(Array.from({ length: 50 }, (_, number) => join(number)))
  while (stage.now() < TO) await stage.pass(60)
})
afterAll(async () => { await stage.close() })

const dailies = ({ channel }: Group): Message[] => stage.discord.messages(channel.id)
const all = (): Message[] => groups.flatMap(dailies)

describe('two days of 50 guilds with dailies in 12 time zones', () => {
  it('every daily is posted once, at its local time, also where the clocks change', () => {
    for (const group of groups) expect([group.zone, group.time, dailies(group).map(one => one.createdAt)]).toEqual([group.zone, group.time, instants(group.zone, group.time, FROM, TO)])
    expect(dailies(groups[0] as Group).map(one => new Date(one.createdAt).toISOString())).toEqual(['2027-03-14T07:00:00.000Z', '2027-03-15T06:30:00.000Z'])
    expect(stage.troubles).toEqual([])
  })

  it('every daily is revealed once, when it was to be', () => {
    for (const group of groups) {
      const posts = dailies(group).map(one => one.createdAt)
      for (const [place, message] of dailies(group).entries()) {
        const due = group.reveal === 'next' ? posts[place + 1] : instants(group.zone, group.reveal, message.createdAt + 60 * MINUTE - 1, TO)[0]
        const reveals = message.versions.filter(version => JSON.stringify(version.body).includes('the answer is')).map(version => version.at)
        expect(reveals).toHaveLength(due === undefined || due >= TO ? 0 : 1)
        for (const at of reveals) expect(at - (due ?? 0)).toBeLessThanOrEqual(MINUTE)
        for (const at of reveals) expect(at).toBeGreaterThan(due ?? 0)
      }
    }
  })

  it('each is posted with a nonce of its own that Discord is to hold us to', () => {
    const posts = stage.discord.requests.filter(({ method, route }) => method === 'POST' && route === '/channels/:channel/messages').map(({ body }) => body as { nonce?: string, enforce_nonce?: boolean })
    expect(posts.filter(body => body.enforce_nonce !== true || typeof body.nonce !== 'string')).toEqual([])
    expect(new Set(posts.map(body => body.nonce)).size).toBe(posts.length)
    expect(posts.length).toBeGreaterThan(all().length)
  })

  it('a thread stands below it where that was set, and nowhere else', () => {
    for (const group of groups) expect(dailies(group).map(one => one.thread !== null)).toEqual(dailies(group).map(() => group.thread))
    const threads = all().flatMap(one => one.thread === null ? [] : [stage.discord.world.channels.get(one.thread)?.name])
    expect(threads.filter(name => name === undefined || !/^Daily 1[345] March 2027: /.test(name))).toEqual([])
  })

  it('the role that was named hears of it, once, and nobody else ever does', () => {
    for (const group of groups) {
      for (const message of dailies(group)) expect(message.pings).toEqual({ everyone: false, roles: group.mention === undefined ? [] : [group.mention], users: [] })
    }
    const others = [...stage.discord.world.messages.values()].filter(message => !all().includes(message))
    expect(others.filter(({ pings }) => pings.everyone || pings.roles.length > 0 || pings.users.length > 0)).toEqual([])
  })

  it('nothing is refused, and no more is sent than was to be: a post, its deadline and its reveal', () => {
    expect(stage.discord.invalidRequests()).toBe(0)
    const edits = stage.discord.requests.filter(({ method }) => method === 'PATCH').length
    expect(edits).toBeLessThanOrEqual(2 * all().length)
  })
})
