import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../../src/bot/commands/all.ts'
import { shipped } from '../../support/library.ts'
import { openStudyGroup, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup({ library: shipped })
  for (const one of Object.values(group.stage.bot.find)) one('', 1)
})
afterAll(async () => {
  const taken = group.discord.interactions().filter(one => one.type === 4).flatMap(one => one.acknowledged?.latencyMs ?? []).toSorted((a, b) => a - b)
  const share = (part: number) => (taken[Math.floor(part * (taken.length - 1))] ?? 0).toFixed(1)
  if (process.env['RECALL_TRANSCRIPT'] !== undefined) console.log(`${taken.length} completions: p50 ${share(0.5)} ms, p99 ${share(0.99)} ms, at most ${share(1)} ms`)
  await group.close()
})

/** What is offered to Ada, as she reads it. */
async function offered(command: string, option: string, typed: string): Promise<string[]> {
  const { general, ada } = group
  return (await ada.autocomplete(general, command, option, typed)).map(one => one.name)
}

/** Every option that is completed while it is typed. */
function completed(): [string, string][] {
  const registered = group.discord.commands().flatMap(one => (one.options ?? []).flatMap(option => option.type === 1 ? (option.options ?? []).map(inner => [`${one.name} ${option.name}`, inner] as const) : [[one.name, option] as const]))
  return registered.flatMap(([command, option]) => 'autocomplete' in option && option.autocomplete === true ? [[command, option.name]] : [])
}

const hostile = ['', ' ', 'a', '"', "'; drop table records; --", '`@everyone`', '<@&1>', '\\', '%', '(((((', '.*', '__proto__', '\u202e\u200b', '🧮'.repeat(30), 'x'.repeat(100), '0'.repeat(100), 'ـ'.repeat(50), 'İ', 'ﷺ', '\n\n', '{"type":8}']

describe('while somebody types', () => {
  it('every option that is no short list is completed', () => {
    const suggested = commands.flatMap(({ name, options }) => options.filter(option => option.kind === 'suggestion').map(option => `${name} ${option.name}`))
    expect(completed().map(one => one.join(' ')).toSorted()).toEqual([...suggested, 'quiz topic', 'rapid topic', 'daily set topic'].toSorted())
  })

  it.each([
    ['quiz', 'topic', 'prob', 'probability'],
    ['rapid', 'topic', 'transf', 'transformers'],
    ['daily set', 'topic', 'clust', 'clustering'],
    ['daily set', 'timezone', 'berl', 'Europe/Berlin'],
    ['daily set', 'timezone', 'new york', 'America/New_York'],
    ['daily set', 'days', 'week', 'weekdays'],
    ['daily set', 'reveal', '', 'next'],
    ['formula', 'name', 'f1', 'F1 score'],
    ['formula', 'name', 'kulback', 'Kullback–Leibler divergence'],
    ['snippet', 'name', 'soft', 'softmax'],
    ['concept', 'name', 'overf', 'Overfitting'],
    ['timezone', 'zone', 'tok', 'Asia/Tokyo'],
    ['timezone', 'zone', 'gro', 'group'],
    ['help', 'command', 'dail', 'daily set'],
    ['help', 'command', '/rap', 'rapid'],
  ])('/%s %s: "%s" offers %s among the first', async (command, option, typed, wanted) => {
    const found = await offered(command, option, typed)
    expect(found.slice(0, 3).map(name => name.toLowerCase()).some(name => name.includes(wanted.toLowerCase())), found.slice(0, 5).join(', ')).toBe(true)
  })

  it('teams of the own group are offered, and of no other', async () => {
    const { discord, general, ben, person } = group
    await ben.command(general, 'team create', { name: 'The priors' })
    expect(await offered('team join', 'name', 'pri')).toEqual(['The priors'])
    const other = discord.addGuild({ name: 'Others' })
    const eve = person('eve')
    eve.join(other)
    expect(await eve.autocomplete(discord.channel(other, 'general').id, 'team join', 'name', '')).toEqual([])
  })

  it('whatever is typed, at most 25 come, each short enough to be sent, within a second', async () => {
    const { discord, general, ada } = group
    for (const [command, option] of completed()) {
      for (const typed of hostile) {
        const found = await ada.autocomplete(general, command, option, typed)
        expect(found.length).toBeLessThanOrEqual(25)
        expect(found.filter(one => one.name.length > 100 || one.name !== one.value)).toEqual([])
      }
    }
    const taken = discord.interactions().filter(one => one.type === 4)
    expect(taken.length).toBeGreaterThan(150)
    expect(taken.filter(one => one.acknowledged === null || one.acknowledged.latencyMs > 1000)).toEqual([])
    expect(group.stage.troubles).toEqual([])
  })

  it('what was chosen is understood', async () => {
    const { general, ada, told } = group
    const [name = ''] = await offered('formula', 'name', 'kullb')
    expect(told(await ada.command(general, 'formula', { name }))).toMatch(new RegExp(`^${name.slice(0, 20).replace(/[^\w ]/g, '.')}`))
    const [topic = ''] = await offered('quiz', 'topic', 'prob')
    expect(told(await ada.command(general, 'quiz', { topic, questions: 1 }))).toContain('Practice 1 of 1')
  })

  it('it works in a direct message, too', async () => {
    const { cho } = group
    expect((await cho.autocomplete(cho.directChannel().id, 'formula', 'name', 'f1')).length).toBeGreaterThan(0)
  })
})
