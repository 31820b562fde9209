import { ChannelType, Client, DiscordAPIError, GatewayIntentBits, MessageFlags, REST, Routes, type Interaction } from 'discord.js'
import { afterEach, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { openDiscord, type DiscordOptions, type DiscordStandIn } from './discord/discord.ts'
import { bodyChecker } from './discord/openapi.ts'
import { instantOf } from './discord/snowflake.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => { for (const close of closing.splice(0).reverse()) await close() })

/** A guild with one channel, someone in it, and the real client connected. */
async function started(options: DiscordOptions = {}, onInteraction: (interaction: Interaction) => unknown = () => {}) {
  const discord = await openDiscord({ limits: 'off', ...options })
  closing.push(discord.close)
  const guild = discord.addGuild({ channels: ['general'] })
  const general = discord.channel(guild, 'general')
  const ann = discord.person({ username: 'ann' })
  ann.join(guild)
  const client = await connected(discord, onInteraction)
  return { discord, guild, general, ann, client, rest: client.rest }
}

async function connected(discord: DiscordStandIn, onInteraction: (interaction: Interaction) => unknown = () => {}, options: { shards?: number[], shardCount?: number } = {}) {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.api }, ...options })
  closing.push(() => client.destroy())
  client.on('interactionCreate', interaction => void onInteraction(interaction))
  const ready = new Promise(resolve => client.once('clientReady', resolve))
  await client.login(discord.token)
  await ready
  return client
}

const happens = (client: Client, event: string) => new Promise<unknown[]>(resolve => client.once(event, (...said) => resolve(said)))

const words = (content: string, customId = 'go') => ({
  flags: MessageFlags.IsComponentsV2 as const,
  components: [{ type: 10 as const, content }, { type: 1 as const, components: [{ type: 2 as const, style: 1 as const, label: 'Go', custom_id: customId }] }],
})
const daily = { name: 'daily', description: 'The daily question', options: [{ type: 1, name: 'set', description: 'Sets it', options: [
  { type: 3, name: 'time', description: 'When', required: true, autocomplete: true }, { type: 7, name: 'channel', description: 'Where' }, { type: 4, name: 'questions', description: 'How many', min_value: 1, max_value: 20 }] }] }

async function register(rest: REST, discord: DiscordStandIn, commands: object[] = [daily]) {
  return await rest.put(Routes.applicationCommands(discord.applicationId), { body: commands }) as Record<string, unknown>[]
}

/** What Discord says to a request that it refuses. */
async function refusal(request: Promise<unknown>): Promise<{ status: number, code: unknown, errors: unknown }> {
  const error = await request.then(() => { throw new Error('It was not refused.') }, (reason: unknown) => reason)
  if (!(error instanceof DiscordAPIError)) throw error
  return { status: error.status, code: error.code, errors: 'errors' in error.rawError ? error.rawError.errors : undefined }
}

function given<Thing>(thing: Thing | null | undefined): Thing {
  if (thing == null) throw new Error('There is none.')
  return thing
}

const refused = (status: number, code: number) => expect.objectContaining({ status, code })

describe('the gateway', () => {
  it('lets the real client in, with its guilds', async () => {
    const { client, guild, general } = await started()
    expect(client.guilds.cache.get(guild.id)).toMatchObject({ name: 'Study group', available: true })
    expect(client.channels.cache.get(general.id)).toMatchObject({ name: 'general', type: ChannelType.GuildText })
  })

  it('refuses a wrong token', async () => {
    const discord = await openDiscord()
    closing.push(discord.close)
    const client = new Client({ intents: [], rest: { api: discord.api } })
    await expect(client.login('wrong')).rejects.toThrow('invalid token')
    expect(discord.invalidRequests()).toBe(1)
  })

  it.each([['a wrong token', { token: 'wrong' }, 4004], ['a privileged intent', { intents: 1 << 15 }, 4014], ['a shard that there is not', { shard: [2, 2] }, 4010]])('closes on %s', async (_, change, code) => {
    const discord = await openDiscord()
    closing.push(discord.close)
    const socket = new WebSocket(discord.api.replace('http', 'ws'))
    socket.on('open', () => socket.send(JSON.stringify({ op: 2, d: { token: discord.token, intents: 1, properties: {}, ...change } })))
    expect(await new Promise(resolve => socket.on('close', resolve))).toBe(code)
  })

  it('replays what a dropped connection missed, once', async () => {
    const { discord, client, guild } = await started()
    const heard: string[] = []
    client.on('channelCreate', channel => heard.push(channel.name))
    const resumed = happens(client, 'shardResume')
    discord.gateway.dropSockets()
    discord.addChannel(guild, { name: 'missed' })
    const [, replayed] = await resumed
    expect(heard).toEqual(['missed'])
    expect(replayed).toBe(2)
    expect(discord.gateway.log).toEqual({ identifies: 1, resumes: 1 })
  })

  it('confirms heartbeats', async () => {
    const { client } = await started({ heartbeatMs: 20 })
    await expect.poll(() => client.ws.ping).toBeGreaterThanOrEqual(0)
  })

  it('asks a client to connect again, which resumes', async () => {
    const { discord, client } = await started()
    const resumed = happens(client, 'shardResume')
    discord.gateway.askToReconnect()
    await resumed
    expect(discord.gateway.log.resumes).toBe(1)
  })

  it('tells a forgotten session that it is invalid', async () => {
    const discord = await openDiscord()
    closing.push(discord.close)
    const socket = new WebSocket(discord.api.replace('http', 'ws'))
    socket.on('open', () => socket.send(JSON.stringify({ op: 6, d: { token: discord.token, session_id: 'gone', seq: 3 } })))
    const heard = await new Promise(resolve => socket.on('message', data => {
      const packet = JSON.parse(String(data)) as { op: number, d: unknown }
      if (packet.op === 9) resolve(packet.d)
    }))
    expect(heard).toBe(false)
  })

  it('sends an interaction to every session of the shard, and to no other shard', async () => {
    const discord = await openDiscord({ limits: 'off', shardCount: 2 })
    closing.push(discord.close)
    const guild = discord.addGuild()
    const ann = discord.person({ username: 'ann' })
    ann.join(guild)
    const shard = Number((BigInt(guild.id) >> 22n) % 2n)
    const heard: string[] = []
    for (const [name, id] of [['old', shard], ['new', shard], ['other', 1 - shard]] as const) await connected(discord, () => heard.push(name), { shards: [id], shardCount: 2 })
    const rest = new REST({ api: discord.api }).setToken(discord.token)
    await register(rest, discord)
    void ann.command(discord.channel(guild, 'general').id, 'daily set', { time: '09:00' })
    await expect.poll(() => heard.toSorted()).toEqual(['new', 'old'])
  })

  it('tells of a guild that comes, has an outage, and goes', async () => {
    const { discord, client } = await started()
    const events: string[] = []
    client.on('raw', (packet: { t: string }) => events.push(packet.t))
    const guild = discord.addGuild({ name: 'Another' })
    discord.beginOutage(guild)
    discord.endOutage(guild)
    discord.removeBot(guild)
    discord.addChannel(guild, { name: 'unheard' })
    await expect.poll(() => events).toEqual(['GUILD_CREATE', 'GUILD_DELETE', 'GUILD_CREATE', 'GUILD_DELETE'])
  })
})

describe('what people do', () => {
  it('goes from a command over a press and a form back to the person', async () => {
    const { discord, general, ann, rest } = await started({}, async interaction => {
      if (interaction.isChatInputCommand()) await interaction.reply({ ...words(`${interaction.options.getSubcommand()} ${interaction.options.getString('time')} ${interaction.options.getChannel('channel')?.name}`), flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral, files: [{ attachment: Buffer.from('board'), name: 'board.txt' }] })
      if (interaction.isAutocomplete()) await interaction.respond([{ name: `${interaction.options.getFocused()}:00`, value: '09:00' }])
      if (interaction.isButton()) await interaction.showModal({ custom_id: 'form', title: 'Settings', components: [{ type: 18, label: 'Zone', component: { type: 4, custom_id: 'zone', style: 1, value: 'UTC' } }, { type: 18, label: 'Channels', component: { type: 8, custom_id: 'channels', min_values: 0, max_values: 5 } }] })
      if (interaction.isModalSubmit() && interaction.isFromMessage()) await interaction.update(words(`${interaction.fields.getTextInputValue('zone')} ${interaction.fields.getSelectedChannels('channels')?.first()?.id}`))
    })
    await register(rest, discord)
    expect(await ann.autocomplete(general.id, 'daily set', 'time', '9')).toEqual([{ name: '9:00', value: '09:00' }])
    const answer = await ann.command(general.id, 'daily set', { time: '09:00', channel: general.id })
    expect(answer).toMatchObject({ kind: 'message', private: true, deferred: false })
    expect(answer.message?.components[0]).toEqual({ type: 10, content: 'set 09:00 general', id: 1 })
    expect([...answer.message?.files.entries() ?? []]).toEqual([['board.txt', new Uint8Array(Buffer.from('board'))]])
    const form = await ann.press(given(answer.message), 'go')
    expect(form).toMatchObject({ kind: 'modal', modal: { title: 'Settings' } })
    const changed = await ann.submit(given(form.modal), { channels: [general.id] })
    expect(changed).toMatchObject({ kind: 'update', private: true })
    expect(changed.message?.components[0]).toMatchObject({ content: `UTC ${general.id}` })
    expect(discord.messages(general.id)).toEqual([])
    expect(discord.privateMessages(ann.id)).toHaveLength(1)
  })

  it('is delivered as Discord does: the member, the permissions, the install and the place', async () => {
    const { discord, guild, general, ann, rest } = await started({}, interaction => interaction.isRepliable() && interaction.reply('ok'))
    await register(rest, discord)
    const admins = discord.addRole(guild, { name: 'Admins', permissions: ['ManageGuild'] })
    ann.join(guild, { nick: 'Ann', roles: [admins.id] })
    await ann.command(general.id, 'daily set', { time: '09:00' })
    const payload = discord.interactions().at(-1)?.payload
    expect(payload).toMatchObject({ type: 2, version: 1, context: 0, guild_id: guild.id, authorizing_integration_owners: { 0: guild.id }, locale: 'en-GB', guild_locale: 'en-US', member: { nick: 'Ann', roles: [admins.id], user: { username: 'ann' } } })
    expect(BigInt((payload as { member: { permissions: string } }).member.permissions) & 32n).toBe(32n)
  })

  it('reaches the bot from its direct messages, and from a place that only has a person\'s own install', async () => {
    const { discord, rest } = await started({}, interaction => interaction.isChatInputCommand() && interaction.reply('ok'))
    await register(rest, discord, [{ ...daily, contexts: [0, 1, 2], integration_types: [0, 1] }])
    const foreign = discord.addGuild({ bot: null })
    const bob = discord.person({ username: 'bob', installed: true })
    bob.join(foreign)
    for (const channel of [bob.directChannel(), discord.channel(foreign, 'general'), discord.groupChannel([bob.id])]) {
      expect(await bob.command(channel.id, 'daily set', { time: '09:00' })).toMatchObject({ kind: 'message' })
    }
    expect(discord.interactions().map(({ payload }) => [payload['context'], payload['authorizing_integration_owners']])).toEqual([[1, { 0: '0', 1: bob.id }], [0, { 1: bob.id }], [2, { 1: bob.id }]])
  })

  it('is refused by the person\'s own client where Discord\'s would', async () => {
    const { discord, guild, general, ann, rest } = await started()
    await register(rest, discord, [daily, { name: 'settings', description: 'Form', default_member_permissions: '32', contexts: [0] }])
    await expect(ann.command(general.id, 'rapid')).rejects.toThrow('There is no command /rapid')
    await expect(ann.command(general.id, 'daily set')).rejects.toThrow('time is required')
    await expect(ann.command(general.id, 'daily set', { time: '9', questions: 21 })).rejects.toThrow('from 1 to 20')
    await expect(ann.command(general.id, 'settings')).rejects.toThrow('hidden from ann')
    await expect(ann.command(ann.directChannel().id, 'settings')).rejects.toThrow('not offered in this context')
    discord.changeMember(guild, ann.id, { timedOutUntil: Date.now() + 60_000 })
    await expect(ann.command(general.id, 'daily set', { time: '9' })).rejects.toThrow('timed out')
  })

  it('fails for the person when nobody answers in time', async () => {
    const { discord, general, ann, rest } = await started({ patienceMs: 20 })
    await register(rest, discord)
    expect(await ann.command(general.id, 'daily set', { time: '09:00' })).toMatchObject({ kind: 'failed' })
  })

  it('shows a deferred answer when it is filled, as private as it was deferred', async () => {
    const { discord, general, ann, rest } = await started({}, async interaction => {
      if (!interaction.isChatInputCommand()) return
      await interaction.deferReply({ flags: MessageFlags.Ephemeral })
      await interaction.editReply('filled')
      await interaction.followUp('public')
    })
    await register(rest, discord)
    const seen = await ann.command(general.id, 'daily set', { time: '09:00' })
    expect(seen).toMatchObject({ kind: 'message', deferred: true, private: true, message: { content: 'filled' } })
    await expect.poll(() => discord.messages(general.id).map(message => message.content)).toEqual(['public'])
    expect(seen.followUps).toHaveLength(1)
  })

  it('can be answered once: a second time is 40060, also with a form', async () => {
    const codes: unknown[] = []
    const { discord, general, ann, rest } = await started({}, async interaction => {
      if (!interaction.isChatInputCommand()) return
      const callback = (body: object) => rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false })
      await callback({ type: 4, data: { content: 'first' } })
      for (const body of [{ type: 4, data: { content: 'second' } }, { type: 9, data: { custom_id: 'f', title: 'F', components: [] } }]) codes.push(await refusal(callback(body)))
    })
    await register(rest, discord)
    await ann.command(general.id, 'daily set', { time: '09:00' })
    await expect.poll(() => codes).toEqual([refused(400, 40_060), refused(400, 40_060)])
  })

  it.each([['command', 7], ['command', 8], ['autocomplete', 4], ['button', 8]] as const)('takes no answer that does not fit: after a %s not type %i', async (kind, type) => {
    const codes: unknown[] = []
    const { discord, general, ann, rest } = await started({ patienceMs: 200 }, async interaction => {
      if (kind === 'button' && interaction.isChatInputCommand()) await interaction.reply(words('x'))
      else codes.push(await refusal(rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body: { type, data: { content: 'x', choices: [] } }, auth: false })))
    })
    await register(rest, discord)
    if (kind === 'autocomplete') void ann.autocomplete(general.id, 'daily set', 'time', '9')
    else void ann.command(general.id, 'daily set', { time: '09:00' }).then(({ message }) => message === null ? null : ann.press(message, 'go'))
    await expect.poll(() => codes).toEqual([{ status: 400, code: 50_035, errors: { type: expect.anything() } }])
  })

  it('takes a forged press, and one that is old, as they are', async () => {
    const heard: string[] = []
    const { discord, general, ann, rest } = await started({ patienceMs: 20 }, interaction => interaction.isButton() && heard.push(interaction.customId))
    await rest.post(Routes.channelMessages(general.id), { body: words('x') })
    const message = given(discord.messages(general.id)[0])
    await expect(ann.press(message, 'forged')).rejects.toThrow('There is no forged on that message: there are go.')
    expect(await ann.forge(message, 'forged')).toMatchObject({ kind: 'failed' })
    const { payload } = given(discord.interactions().at(-1))
    const old = discord.mint(Date.now() - 4000)
    void discord.deliver({ ...payload, id: old, token: 'old' })
    expect(await refusal(rest.post(Routes.interactionCallback(old, 'old'), { body: { type: 6 }, auth: false }))).toEqual(refused(404, 10_062))
    await expect.poll(() => heard).toEqual(['forged', 'forged'])
  })

  it('is unknown after three seconds, and its token after fifteen minutes, by the stand-in\'s clock', async () => {
    const clock = { at: Date.UTC(2026, 0, 1) }
    const { discord, general, ann, rest } = await started({ now: () => clock.at })
    await register(rest, discord)
    void ann.command(general.id, 'daily set', { time: '09:00' })
    await expect.poll(() => discord.interactions()).toHaveLength(1)
    const { id, token } = given(discord.interactions()[0])
    expect(instantOf(id)).toBe(clock.at)
    const callback = () => rest.post(Routes.interactionCallback(id, token), { body: { type: 4, data: { content: 'x' } }, auth: false })
    clock.at += 3001
    expect(await refusal(callback())).toEqual(refused(404, 10_062))
    clock.at -= 2
    expect(await refusal(rest.get(Routes.webhookMessage(discord.applicationId, token)))).toEqual(refused(404, 10_015))
    await callback()
    clock.at += 15 * 60_000
    expect(await refusal(rest.patch(Routes.webhookMessage(discord.applicationId, token), { body: { content: 'y' } }))).toEqual(refused(401, 50_027))
  })

  it('may be delivered twice with the same id', async () => {
    const heard: string[] = []
    const { discord, general, ann, rest } = await started({ patienceMs: 20 }, interaction => heard.push(interaction.id))
    await register(rest, discord)
    await ann.command(general.id, 'daily set', { time: '09:00' })
    void discord.deliver(given(discord.interactions()[0]).payload, { times: 2 })
    await expect.poll(() => heard.length).toBe(3)
    expect(new Set(heard).size).toBe(1)
  })

  it('gets five messages after the answer where only the person has the app', async () => {
    const codes: unknown[] = []
    const { discord, rest } = await started({}, async interaction => {
      if (!interaction.isChatInputCommand()) return
      await interaction.reply('first')
      for (let count = 0; count < 5; count += 1) await interaction.followUp(`${count}`)
      codes.push(await refusal(interaction.followUp('too many')))
    })
    await register(rest, discord, [{ ...daily, integration_types: [1] }])
    const bob = discord.person({ username: 'bob', installed: true })
    await bob.command(discord.groupChannel([bob.id]).id, 'daily set', { time: '09:00' })
    await expect.poll(() => codes).toEqual([refused(400, 40_094)])
  })
})

describe('commands', () => {
  it('are given back with what Discord fills in, and keep their ids', async () => {
    const { discord, rest } = await started()
    const [first] = await register(rest, discord)
    expect(first).toMatchObject({ application_id: discord.applicationId, type: 1, nsfw: false, default_member_permissions: null, contexts: null, integration_types: [0], name_localizations: null })
    const [second] = await register(rest, discord, [{ ...daily, description: 'Changed' }])
    expect(second?.['id']).toBe(first?.['id'])
    expect(second?.['version']).not.toBe(first?.['version'])
    expect(await rest.get(Routes.applicationCommands(discord.applicationId))).toEqual([second])
  })

  it.each([
    ['an upper-case name', { name: 'Daily', description: 'x' }, { 0: { name: expect.anything() } }],
    ['a required option after others', { name: 'a', description: 'x', options: [{ type: 3, name: 'b', description: 'x' }, { type: 3, name: 'c', description: 'x', required: true }] }, { 0: { options: { 1: expect.anything() } } }],
    ['26 choices', { name: 'a', description: 'x', options: [{ type: 3, name: 'b', description: 'x', choices: Array.from({ length: 26 }, (_, place) => ({ name: `${place}`, value: `${place}` })) }] }, { 0: { options: { 0: { choices: expect.anything() } } } }],
    ['a long description', { name: 'a', description: 'x'.repeat(101) }, { 0: { description: expect.anything() } }],
  ])('are refused with %s', async (_, command, errors) => {
    const { discord, rest } = await started()
    expect(await refusal(register(rest, discord, [command]))).toEqual({ status: 400, code: 50_035, errors })
  })
})

describe('messages', () => {
  it('are written with files and edited, and every version is kept', async () => {
    const { discord, general, rest } = await started()
    const { id } = await rest.post(Routes.channelMessages(general.id), { body: { flags: MessageFlags.IsComponentsV2, components: [{ type: 13, file: { url: 'attachment://a.txt' } }], attachments: [{ id: '0', filename: 'a.txt' }] }, files: [{ name: 'a.txt', data: Buffer.from('one') }] }) as { id: string }
    await rest.patch(Routes.channelMessage(general.id, id), { body: { ...words('two'), attachments: [] } })
    const [message] = discord.messages(general.id)
    expect(message?.versions.map(({ body }) => (body['components'] as { type: number }[])[0]?.type)).toEqual([13, 10])
    expect(message?.files.size).toBe(0)
    expect(discord.requests.filter(({ route }) => route.startsWith('/channels/:channel/messages')).map(({ method, status, files }) => [method, status, files])).toEqual([['POST', 200, ['a.txt']], ['PATCH', 200, []]])
  })

  it.each([
    ['content beside Components V2', { ...words('x'), content: 'y' }, { content: expect.anything() }],
    ['a label of 81 characters', { flags: MessageFlags.IsComponentsV2, components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x'.repeat(81), custom_id: 'a' }] }] }, { components: { 0: { components: { 0: { label: expect.anything() } } } } }],
    ['the same custom_id twice', { flags: MessageFlags.IsComponentsV2, components: [...words('x').components, ...words('y').components] }, { components: { 3: { components: { 0: { custom_id: expect.anything() } } } } }],
    ['4,001 characters in all', { flags: MessageFlags.IsComponentsV2, components: [{ type: 10, content: 'x'.repeat(2000) }, { type: 10, content: 'x'.repeat(2001) }] }, { components: expect.anything() }],
    ['41 parts', { flags: MessageFlags.IsComponentsV2, components: Array.from({ length: 41 }, () => ({ type: 14 })) }, { components: expect.anything() }],
    ['a file that is not there', { flags: MessageFlags.IsComponentsV2, components: [{ type: 13, file: { url: 'attachment://a.txt' } }] }, { components: { 0: { file: { url: expect.anything() } } } }],
    ['six buttons in a row', { components: [{ type: 1, components: Array.from({ length: 6 }, (_, place) => ({ type: 2, style: 1, label: 'x', custom_id: `${place}` })) }] }, { components: { 0: { components: expect.anything() } } }],
    ['a text display without the flag', { components: [{ type: 10, content: 'x' }] }, { components: { 0: { type: expect.anything() } } }],
    ['a nonce of 26 characters', { content: 'x', nonce: 'n'.repeat(26) }, { nonce: expect.anything() }],
  ])('are refused with %s', async (_, body, errors) => {
    const { discord, general, rest } = await started()
    expect(await refusal(rest.post(Routes.channelMessages(general.id), { body }))).toEqual({ status: 400, code: 50_035, errors })
    expect(discord.messages(general.id)).toEqual([])
  })

  it('are unknown when a moderator has deleted them', async () => {
    const { discord, general, rest } = await started()
    const { id } = await rest.post(Routes.channelMessages(general.id), { body: { content: 'x' } }) as { id: string }
    discord.deleteMessage(given(discord.messages(general.id)[0]))
    expect(await refusal(rest.patch(Routes.channelMessage(general.id, id), { body: { content: 'y' } }))).toEqual(refused(404, 10_008))
    expect(discord.messages(general.id)).toEqual([])
  })

  it('cannot lose the flag of Components V2', async () => {
    const { general, rest } = await started()
    const { id } = await rest.post(Routes.channelMessages(general.id), { body: words('x') }) as { id: string }
    expect(await refusal(rest.patch(Routes.channelMessage(general.id, id), { body: { flags: 0, content: 'x', components: [] } }))).toEqual({ status: 400, code: 50_035, errors: { flags: expect.anything() } })
  })

  it('are written once when the connection is cut after the fact and the client tries again with the nonce', async () => {
    const { discord, general, rest } = await started()
    discord.failNext('reset after', { when: ({ method }) => method === 'POST' })
    const { id } = await rest.post(Routes.channelMessages(general.id), { body: { content: 'once', nonce: 'slot', enforce_nonce: true } }) as { id: string }
    expect(discord.messages(general.id).map(message => message.id)).toEqual([id])
    expect(discord.requests.filter(({ method }) => method === 'POST')).toHaveLength(2)
  })

  it('are written again once the nonce is forgotten, and are unknown when deleted before', async () => {
    const clock = { at: Date.UTC(2026, 0, 1) }
    const { discord, general, rest } = await started({ now: () => clock.at })
    const post = () => rest.post(Routes.channelMessages(general.id), { body: { content: 'x', nonce: 'slot', enforce_nonce: true } })
    await post()
    clock.at += 179_999
    await post()
    expect(discord.messages(general.id)).toHaveLength(1)
    clock.at += 1
    const { id } = await post() as { id: string }
    expect(discord.messages(general.id)).toHaveLength(2)
    await rest.delete(Routes.channelMessage(general.id, id))
    expect(await refusal(post())).toEqual(refused(404, 10_008))
  })

  it('say whom they would notify', async () => {
    const { discord, guild, general, ann, rest } = await started()
    const role = discord.addRole(guild, { name: 'Quiz', mentionable: true })
    const content = `@everyone <@&${role.id}> <@${ann.id}>`
    await rest.post(Routes.channelMessages(general.id), { body: { content } })
    await rest.post(Routes.channelMessages(general.id), { body: { ...words(content), allowed_mentions: { parse: [], roles: [role.id] } } })
    await rest.post(Routes.channelMessages(general.id), { body: { ...words(content), allowed_mentions: { parse: [] } } })
    discord.overwriteBot(general, { allow: ['MentionEveryone'] })
    await rest.post(Routes.channelMessages(general.id), { body: { content } })
    expect(discord.messages(general.id).map(message => message.pings)).toEqual([
      { everyone: false, roles: [role.id], users: [ann.id] }, { everyone: false, roles: [role.id], users: [] }, { everyone: false, roles: [], users: [] }, { everyone: true, roles: [role.id], users: [ann.id] }])
  })

  it('are listed newest first, before and after others, without what is private', async () => {
    const { general, rest } = await started()
    const ids: string[] = []
    for (const content of ['a', 'b', 'c']) ids.push((await rest.post(Routes.channelMessages(general.id), { body: { content } }) as { id: string }).id)
    const list = async (query: string) => (await rest.get(Routes.channelMessages(general.id), { query: new URLSearchParams(query) }) as { content: string }[]).map(message => message.content).join('')
    expect(await list('')).toBe('cba')
    expect(await list(`limit=1&before=${ids[2]}`)).toBe('b')
    expect(await list(`limit=1&after=${ids[0]}`)).toBe('b')
  })
})

describe('what the bot may not do', () => {
  it.each([
    ['SendMessages', 50_013], ['ViewChannel', 50_001],
  ] as const)('without %s it cannot write', async (permission, code) => {
    const { discord, general, rest } = await started()
    discord.overwriteBot(general, { deny: [permission] })
    expect(await refusal(rest.post(Routes.channelMessages(general.id), { body: { content: 'x' } }))).toEqual(refused(403, code))
    expect(discord.invalidRequests()).toBe(1)
  })

  it('without AttachFiles it can write, but without files', async () => {
    const { discord, general, rest } = await started()
    discord.overwriteBot(general, { deny: ['AttachFiles'] })
    expect(await refusal(rest.post(Routes.channelMessages(general.id), { body: { content: 'x' }, files: [{ name: 'a', data: 'a' }] }))).toEqual(refused(403, 50_013))
    await rest.post(Routes.channelMessages(general.id), { body: { content: 'x' } })
  })

  it('is everything while it is timed out, and where it was removed, and in what is gone', async () => {
    const { discord, guild, general, rest } = await started()
    const post = (channelId = general.id) => refusal(rest.post(Routes.channelMessages(channelId), { body: { content: 'x' } }))
    discord.changeMember(guild, discord.applicationId, { timedOutUntil: Date.now() + 60_000 })
    expect(await post()).toEqual(refused(403, 50_013))
    discord.removeBot(guild)
    expect(await post()).toEqual(refused(403, 50_001))
    expect(await refusal(rest.get(Routes.guild('11111111111111111')))).toEqual(refused(404, 10_004))
    discord.deleteChannel(general)
    expect(await post()).toEqual(refused(404, 10_003))
  })
})

describe('threads', () => {
  async function withThread() {
    const all = await started()
    const { id } = await all.rest.post(Routes.channelMessages(all.general.id), { body: { content: 'x' } }) as { id: string }
    await all.rest.post(Routes.threads(all.general.id, id), { body: { name: 'Talk' } })
    const { id: inside } = await all.rest.post(Routes.channelMessages(id), { body: { content: 'inside' } }) as { id: string }
    return { ...all, thread: given(all.discord.world.channels.get(id)), inside }
  }

  it('are started once on a message, and heard of', async () => {
    const { discord, general, client, thread, rest } = await withThread()
    expect(discord.messages(general.id)[0]?.thread).toBe(thread.id)
    await expect.poll(() => client.channels.cache.has(thread.id)).toBe(true)
    expect(await refusal(rest.post(Routes.threads(general.id, thread.id), { body: { name: 'Again' } }))).toEqual(refused(400, 160_004))
    discord.overwriteBot(general, { deny: ['CreatePublicThreads'] })
    expect(await refusal(rest.post(Routes.threads(general.id, thread.id), { body: { name: 'Again' } }))).toEqual(refused(403, 50_013))
  })

  it('do not let messages be edited when archived, open again when written to, and stay shut when locked', async () => {
    const { discord, thread, inside, rest } = await withThread()
    await rest.patch(Routes.channel(thread.id), { body: { archived: true } })
    expect(await refusal(rest.patch(Routes.channelMessage(thread.id, inside), { body: { content: 'y' } }))).toEqual(refused(400, 50_083))
    await rest.post(Routes.channelMessages(thread.id), { body: { content: 'again' } })
    expect(thread.thread?.archived).toBe(false)
    discord.changeThread(thread, { archived: true, locked: true })
    expect(await refusal(rest.post(Routes.channelMessages(thread.id), { body: { content: 'no' } }))).toEqual(refused(403, 160_005))
  })
})

describe('limits and faults', () => {
  it('make the client wait by the headers alone', async () => {
    const { discord, general, rest } = await started({ limits: { size: 2, windowMs: 300 } })
    for (let count = 0; count < 3; count += 1) await rest.post(Routes.channelMessages(general.id), { body: { content: `${count}` } })
    expect(discord.requests.filter(({ method }) => method === 'POST').map(({ status }) => status)).toEqual([200, 200, 200])
  })

  it('answer 429 to who does not wait, and count it', async () => {
    const { discord, general } = await started({ limits: { size: 1, windowMs: 60_000 } })
    const post = () => fetch(`${discord.api}/v10/channels/${general.id}/messages`, { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bot ${discord.token}` }, body: '{"content":"x"}' })
    const first = await post()
    const second = await post()
    expect([first.status, first.headers.get('x-ratelimit-remaining'), second.status, second.headers.get('x-ratelimit-scope')]).toEqual([200, '0', 429, 'user'])
    expect(await second.json()).toMatchObject({ global: false })
    expect(discord.invalidRequests()).toBe(1)
  })

  it('hold over all routes, but not for answers to people', async () => {
    const { discord, rest } = await started()
    const limited = await openDiscord({ limits: { global: 1 } })
    closing.push(limited.close)
    const get = (path: string) => fetch(`${limited.api}/v10${path}`, { headers: { Authorization: `Bot ${limited.token}` } })
    const answers = [await get('/users/@me'), await get('/users/@me'), await get(`/webhooks/${limited.applicationId}/none/messages/@original`)]
    expect(answers.map(({ status, headers }) => [status, headers.get('x-ratelimit-scope')])).toEqual([[200, null], [429, 'global'], [401, null]])
    expect(await rest.get('/users/@me')).toMatchObject({ id: discord.applicationId })
  })

  it('let requests fail on request: before the effect, with a status, or not at all', async () => {
    const { discord, general, rest } = await started()
    for (const fault of ['reset before', { status: 502 }, { delay: 1 }, { late: 1 }] as const) {
      discord.failNext(fault, { when: ({ method }) => method === 'POST' })
      await rest.post(Routes.channelMessages(general.id), { body: { content: 'x' } })
    }
    expect(discord.messages(general.id)).toHaveLength(4)
    expect(discord.requests.filter(({ method }) => method === 'POST').map(({ status }) => status)).toEqual([null, 200, 502, 200, 200, 200])
  })

  it('can be gone and come back on the same port, and the client resumes', async () => {
    const { discord, client, rest } = await started()
    const resumed = happens(client, 'shardResume')
    await discord.stopListening()
    await discord.listen()
    await resumed
    expect(await rest.get('/users/@me')).toMatchObject({ id: discord.applicationId })
  })
})

describe("Discord's own description of its API", () => {
  const path = process.env['RECALL_DISCORD_OPENAPI']

  if (path === undefined) {
    it('is not asked: set RECALL_DISCORD_OPENAPI to the path of discord-openapi.json', () => {
      console.log('Not run: the check of requests against Discord\'s description of its API. Set RECALL_DISCORD_OPENAPI to the path of discord-openapi.json.')
    })
    return
  }

  it('finds what is wrong in the body of a request', () => {
    const check = bodyChecker(path)
    const wrong = (method: string, route: string, body: unknown) => check({ method, route, body }).length > 0
    expect(wrong('POST', '/channels/:channel/messages', words('x'))).toBe(false)
    expect(wrong('POST', '/channels/:channel/messages', { components: [{ type: 10, content: '' }] })).toBe(true)
    expect(wrong('PATCH', '/channels/:channel/messages/:message', { nonce: 5, content: 5 })).toBe(true)
    expect(wrong('PUT', '/applications/:application/commands', [{ ...daily, default_member_permissions: '32' }])).toBe(false)
    expect(wrong('PUT', '/applications/:application/commands', [{ name: '' }])).toBe(true)
    expect(wrong('POST', '/interactions/:interaction/:token/callback', { type: 9, data: { custom_id: 'x', title: '', components: [] } })).toBe(true)
    expect(wrong('POST', '/interactions/:interaction/:token/callback', { type: 4, data: words('x') })).toBe(false)
    expect(wrong('PATCH', '/webhooks/:application/:token/messages/:message', { content: 5 })).toBe(true)
    expect(wrong('GET', '/users/@me', {})).toBe(false)
  })
})
