import { describe, expect, it } from 'vitest'
import { nodesOf } from '../../render/faults.ts'
import { bodyChecker } from '../../standins/discord/openapi.ts'
import type { Seen } from '../../standins/discord/interactions.ts'
import type { Json, Message } from '../../standins/discord/world.ts'
import { openDiscordStage } from '../../support/discord.ts'
import { library, libraryOf, typedQuestion } from '../../support/library.ts'

/** Discord's own description of its API, in OpenAPI 3.1; 1.2 MB, so it is not kept here. */
const path = process.env['RECALL_DISCORD_OPENAPI']

/** All that Recall uses of Discord's API to send something; answers to interactions by their type. */
const used = [
  'PATCH /channels/:channel', 'PATCH /channels/:channel/messages/:message', 'PATCH /webhooks/:application/:token/messages/:message', 'POST /channels/:channel/messages', 'POST /channels/:channel/messages/:message/threads',
  ...[4, 5, 7, 8, 9].map(type => `POST /interactions/:interaction/:token/callback of type ${type}`), 'PUT /applications/:application/commands',
]

/** The first press on a message that begins like this. */
function pressOf(message: Message | null, verb = ''): string {
  const found = nodesOf(message?.components).map(node => node['custom_id']).find(id => typeof id === 'string' && id.startsWith(verb))
  if (typeof found !== 'string') throw new Error(`The message has no ${verb}.`)
  return found
}

function given<Value>(value: Value | null | undefined): Value {
  if (value == null) throw new Error('Nothing came.')
  return value
}

/** Plays through all that Recall can be asked for; gives every request that it sent. */
async function story() {
  const typed = Array.from({ length: 3 }, (_, place) => ({ ...typedQuestion('metrics', `t${place}`, ['x']), difficulty: 'medium' }))
  const stage = await openDiscordStage({ library: libraryOf([...library.questions.filter(one => one.difficulty !== 'medium'), ...typed]) })
  const guild = stage.discord.addGuild({ channels: ['general', 'daily'], system: 'general', roles: { Admins: ['ManageGuild'] } })
  stage.discord.addRole(guild, { name: 'Readers', mentionable: true })
  const [general, daily] = [stage.discord.channel(guild, 'general'), stage.discord.channel(guild, 'daily')]
  const roles = Object.fromEntries([...guild.roles.values()].map(role => [role.name, role.id]))
  const ada = stage.discord.person({ username: 'ada', installed: true })
  const grace = stage.discord.person({ username: 'grace' })
  ada.join(guild, { roles: [given(roles['Admins'])] })
  grace.join(guild)
  const press = (who: typeof ada, message: Message | null, verb: string): Promise<Seen> => who.press(given(message), pressOf(message, verb))
  const play = async (options: Record<string, string | number>, command = 'rapid') => {
    await ada.command(general.id, command, { questions: 3, ...options })
    for (let count = 0; count < 3; count++) {
      await stage.pass(0)
      const question = stage.newest(general.id)
      for (const person of [ada, grace]) {
        const { modal } = await press(person, question, '')
        if (modal !== null) await person.submit(modal, { answer: 'x' })
      }
      await stage.pass(1)
      for (let seconds = 0; seconds < 90 && !JSON.stringify(question.components).includes('why:'); seconds++) await stage.pass(1)
      await press(ada, question, 'why:')
      await grace.submit(given((await press(grace, question, 'report:')).modal), { why: 'wrong' })
      await stage.pass(10)
    }
    await stage.pass(10)
    await press(grace, stage.newest(general.id), 'missed:').catch(() => null)
  }

  await expect.poll(async () => {
    await stage.pass(0)
    return stage.discord.messages(general.id).length
  }).toBe(1)
  await press(ada, stage.newest(general.id), 'settings:first')
  await play({})
  await play({ difficulty: 'medium' })
  await play({ for: 'channel' }, 'quiz')
  const { message: reports } = await ada.command(general.id, 'report')
  await ada.submit(given((await press(ada, reports, 'void:')).modal))
  await stage.pass(60)
  const settings = (await ada.command(general.id, 'settings')).message
  for (const part of ['group', 'rounds']) await ada.submit(given((await press(ada, settings, `settings:${part}`)).modal))
  await grace.command(general.id, 'team create', { name: 'Vectors' })
  for (const [name, options] of [
    ['help', {}], ['help', { command: 'daily set' }], ['formula', { name: 'norm' }], ['formula', { name: 'zzz' }], ['snippet', { name: 'power iteration' }], ['concept', { name: 'bias' }], ['leaderboard', {}], ['leaderboard', { of: 'teams' }],
    ['team list', {}], ['team show', { name: 'Vectors' }], ['progress', {}], ['timezone', { zone: 'Europe/Berlin' }], ['privacy show', {}], ['privacy export', {}], ['privacy delete', {}], ['report', { why: 'wrong' }], ['stop', {}],
  ] as const) await grace.command(general.id, name, options)
  for (const [command, option] of [['formula', 'name'], ['timezone', 'zone'], ['team join', 'name']] as const) await grace.autocomplete(general.id, command, option, 'e')
  await ada.command(ada.directChannel().id, 'formula', { name: 'norm' })
  const practice = (await grace.command(general.id, 'quiz', { questions: 1 })).message
  await press(grace, practice, 'try:')
  await press(grace, practice, 'turn:')

  const isChannel = { when: ({ method, route }: { method: string, route: string }) => method === 'GET' && route === '/channels/:channel' }
  stage.discord.failNext({ delay: 1800 }, isChannel)
  const set = await ada.command(general.id, 'daily set', { time: '09:00', channel: daily.id, thread: 'on', mention: given(roles['Readers']), reveal: '18:00' })
  expect(set.deferred).toBe(true)
  for (const name of ['show', 'preview', 'now']) await ada.command(daily.id, `daily ${name}`)
  await stage.pass(0)
  const thread = given(stage.discord.world.channels.get(given(stage.newest(daily.id).thread)))
  await ada.command(thread.id, 'daily set', { time: '09:00', reveal: '18:00' })
  await ada.command(thread.id, 'daily now')
  await stage.pass(0)
  stage.discord.changeThread(thread, { archived: true })
  await stage.pass(86_400)
  const { requests } = stage.discord
  await stage.close()
  return requests
}

describe("Discord's own description of its API", () => {
  if (path === undefined) {
    it('is not asked of a session: set RECALL_DISCORD_OPENAPI to the path of discord-openapi.json', () => {
      console.log('Not run: the check of a whole session against Discord\'s description of its API. Set RECALL_DISCORD_OPENAPI to the path of discord-openapi.json.')
    })
    return
  }

  const faultsOf = bodyChecker(path)

  it('would refuse what is wrong', () => {
    expect(faultsOf({ method: 'POST', route: '/channels/:channel/messages', body: { components: [{ type: 10, content: '' }] } })).not.toEqual([])
    expect(faultsOf({ method: 'POST', route: '/channels/:channel/messages/:message/threads', body: { name: '' } })).not.toEqual([])
  })

  it('allows every body of a session in which Recall does all that it can', async () => {
    const sent = (await story()).filter(({ method }) => method !== 'GET')
    expect(sent.flatMap(request => faultsOf(request))).toEqual([])
    const kinds = Map.groupBy(sent, ({ method, route, body }) => `${method} ${route}${route.endsWith('callback') ? ` of type ${String((body as Json)['type'])}` : ''}`)
    const counts = Object.fromEntries([...kinds].map(([kind, requests]) => [kind, requests.length] as const).toSorted(([one], [other]) => one < other ? -1 : 1))
    console.log(counts)
    expect(Object.keys(counts)).toEqual(used)
  })
})
