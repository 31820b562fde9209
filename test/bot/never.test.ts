import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadContent } from '../../src/content/load.ts'
import { good, openFolder } from '../content/fixture.ts'
import { answerDaily, playRapid } from '../support/games.ts'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const admin = () => world.actor('Root', { admin: true })

describe('never', () => {
  it('a message mentions anyone but by an admin\'s choice of a role for the daily: what people call themselves is text, and text has no way to mention', async () => {
    await playRapid(world, [{ '@everyone': 'right', '<@123>': 'right' }])
    const parts = world.surface.messages.flatMap(message => message.cards).flatMap(card => [card.text, card.footer, ...card.fields?.map(field => field.value) ?? []]).flatMap(text => Array.isArray(text) ? text : [text])
    expect(world.surface.messages.flatMap(message => message.cards).filter(card => 'mention' in card)).toEqual([])
    expect(new Set(parts.flatMap(part => typeof part === 'object' ? Object.keys(part) : []))).toEqual(new Set(['at', 'as', 'command']))
    expect(world.newest().rows?.map(row => row.text).toSorted()).toEqual(['<@123>', '@everyone'])
  })

  it('a direct message is sent that was not asked for: everything is posted in the channels that people chose', async () => {
    const posted = new Set<string>()
    const { post } = world.surface
    world.surface.post = async (channel, ...rest) => {
      posted.add(`${channel.home}/${channel.id}`)
      return await post(channel, ...rest)
    }
    for (const name of ['Ada', 'Grace']) {
      const alone = world.actor(name, { alone: true, home: `dm-${name}`, channel: `dm-${name}` })
      const card = await alone.command('quiz', { questions: '1' })
      await alone.press(card.buttons?.[0]?.press ?? '')
      await alone.command('timezone', { zone: 'Asia/Tokyo' })
    }
    await admin().submit('settings:group', { zone: ['UTC'], recap: ['news'] })
    await admin().command('daily set', { time: '13:00', channel: 'study' })
    await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }], 'quiz')
    await world.to(Date.parse('2026-11-21T13:00Z'))
    await answerDaily(world, 'Ada')
    for (let day = 0; day < 4; day++) await world.pass(86_400)
    const round = (await world.store.records.list(await world.store.members.groupOf('test', 'h'), 'round')).find(saved => !saved.id.startsWith('d'))?.id ?? ''
    await world.actor('Grace', { channel: 'quiz' }).command('report', { why: 'Two are right.' })
    await admin().submit(`void:${round}:0`, { why: ['Two are right.'] })
    await world.pass(5)
    await world.actor('Grace').press('erase')
    await world.pass(5)
    expect(posted).toEqual(new Set(['h/quiz', 'h/study', 'h/news']))
  })

  it('a question is asked that has not passed the content check', async () => {
    const folder = openFolder()
    folder.write('questions/metrics.yaml', good)
    folder.write('questions/probability.yaml', good.replace('id: one', 'id: two').replace('One?', 'Unchecked?').replace('      note: Because.\n', ''))
    const { library, mistakes } = loadContent(folder.path)
    folder.remove()
    expect(mistakes).toHaveLength(1)
    await world.close()
    world = await openWorld({ library })
    const card = await world.actor('Ada').command('quiz', { questions: '20' })
    expect([card.title, plain(card.text ?? '')]).toEqual(['Practice 1 of 1 · Metrics · easy', 'One?'])
    expect((await world.actor('Grace').command('quiz', { topic: 'probability' })).text).toBe('topic cannot be "probability". Choose metrics.')
  })
})
