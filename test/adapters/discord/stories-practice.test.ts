import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../standins/discord/person.ts'
import type { Message } from '../../standins/discord/world.ts'
import { letterOf, openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
})
afterAll(async () => await group.close())

/** Answers the question on a message and gives what came of it. */
async function answer(who: Person, message: Message | null, wanted: 'right' | 'wrong'): Promise<Message> {
  if (message === null) throw new Error('There is no question.')
  const seen = await group.click(who, message, letterOf(group.read(message), wanted))
  expect(seen).toMatchObject({ kind: 'update', message: { id: message.id } })
  return message
}

describe('a set of questions in a direct message', () => {
  it('asks one after another in the same message, each with its verdict at once', async () => {
    const { ben, read, click, told } = group
    const seen = await ben.command(ben.directChannel().id, 'quiz', { questions: 3, topic: 'metrics' })
    expect(told(seen)).toContain('Practice 1 of 3 · Metrics')
    const set = await answer(ben, seen.message, 'wrong')
    expect(read(set)).toMatch(/Practice 1 of 3 · You answered [A-C]\. [A-C] is right\.[^]*Why No, q\d+ tempts\.[^]*Explanation {2}Because of q/)
    await click(ben, set, 'Next question')
    expect(read(set)).toContain('Practice 2 of 3')
    await answer(ben, set, 'right')
    expect(read(set)).toMatch(/Practice 2 of 3 · [A-C] is right\./)
  })

  it('goes on where it was after a restart, on the same message', async () => {
    const { stage, discord, ben, read, click } = group
    const set = discord.messages(ben.directChannel().id).at(-1) as Message
    await stage.restart()
    await click(ben, set, 'Next question')
    expect(read(set)).toContain('Practice 3 of 3')
    await answer(ben, set, 'right')
    await click(ben, set, 'How did I do?')
    expect(read(set)).toContain('2 of 3 right\nMissed:')
  })

  it('asks the missed ones once more', async () => {
    const { discord, ben, read, click } = group
    const set = discord.messages(ben.directChannel().id).at(-1) as Message
    await click(ben, set, 'Practise the missed ones')
    expect(read(set)).toContain('Practice 1 of 1')
    await answer(ben, set, 'right')
    await click(ben, set, 'How did I do?')
    expect(read(set)).toContain('1 of 1 right\nNothing missed.')
  })

  it('offers to go on with a set that was left, or to start anew', async () => {
    const { cho, read, click, told } = group
    const here = cho.directChannel().id
    const first = await cho.command(here, 'quiz', { questions: 2 })
    const left = await answer(cho, first.message, 'right')
    await click(cho, left, 'Next question')
    const offered = await cho.command(here, 'quiz', { questions: 4 })
    expect(told(offered)).toContain('[Go on] [Start a new one]')
    await click(cho, offered.message as Message, 'Go on')
    expect(read(offered.message)).toContain('Practice 2 of 2')
    const again = await cho.command(here, 'quiz', { questions: 4 })
    await click(cho, again.message as Message, 'Start a new one')
    expect(read(again.message)).toContain('Practice 1 of 4')
    expect(told(await click(cho, left, 'A'))).toContain('That set of questions is not here any more.')
  })

  it('counts on /progress there, and on no board of the group', async () => {
    const { general, ben, told } = group
    expect(told(await ben.command(ben.directChannel().id, 'progress'))).toMatch(/Metrics {2}3 of 4 right · 75 %/)
    expect(told(await ben.command(general, 'progress'))).toContain('Nothing answered yet.')
    expect(told(await ben.command(general, 'leaderboard'))).toContain('Nobody has points here yet.')
  })
})

describe('a set of questions in a channel', () => {
  it('is seen by the member alone', async () => {
    const { discord, quiz, ada, told } = group
    expect(told(await ada.command(quiz, 'quiz'))).toContain('Practice 1 of 5')
    expect(discord.messages(quiz)).toEqual([])
  })

  it('begins from a formula, too', async () => {
    const { general, ada, click, told } = group
    const formula = await ada.command(general, 'formula', { name: 'F1 score' })
    const asked = await click(ada, formula.message as Message, 'Quiz me on this')
    expect(told(asked)).toMatch(/Practice 1 of \d/)
  })
})

it('reads well on a phone', () => expect(phoneFaults(group)).toEqual([]))
