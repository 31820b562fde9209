import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../standins/slack/person.ts'
import type { Message } from '../../standins/slack/world.ts'
import { answerTo, letterOf, openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
let set: Message
beforeAll(async () => {
  group = await openStudyGroup()
})
afterAll(async () => await group.close())

/** Answers the question on a private message, and gives what that has become. */
async function answer(who: Person, message: Message, wanted: 'right' | 'wrong'): Promise<string> {
  return await group.turn(who, message, letterOf(group.readAlone(who, message), wanted))
}

describe('a set of questions in a direct message', () => {
  it('asks one after another in the same message, each with its verdict at once', async () => {
    const { ben, command, readAlone, turn } = group
    set = await command(ben, ben.directChannel().id, 'quiz', { questions: 3, topic: 'metrics' })
    expect(readAlone(ben, set)).toContain('Practice 1 of 3 · Metrics')
    expect(await answer(ben, set, 'wrong')).toMatch(/Practice 1 of 3 · You answered [A-C]\. [A-C] is right\.[^]*Why No, q\d+ tempts\.[^]*Explanation\s+Because of q/)
    expect(await turn(ben, set, 'Next question')).toContain('Practice 2 of 3')
    expect(await answer(ben, set, 'right')).toMatch(/Practice 2 of 3 · [A-C] is right\./)
    expect(await turn(ben, set, 'Next question')).toContain('Practice 3 of 3')
    await answer(ben, set, 'right')
    expect(await turn(ben, set, 'How did I do?')).toContain('2 of 3 right\nMissed:')
  })

  it('asks the missed ones once more', async () => {
    const { ben, turn } = group
    expect(await turn(ben, set, 'Practise the missed ones')).toContain('Practice 1 of 1')
    await answer(ben, set, 'right')
    expect(await turn(ben, set, 'How did I do?')).toContain('1 of 1 right\nNothing missed.')
  })

  it('offers to go on with a set that was left, or to start anew', async () => {
    const { cho, command, readAlone, turn } = group
    const here = cho.directChannel().id
    const left = await command(cho, here, 'quiz', { questions: 2 })
    await answer(cho, left, 'right')
    await turn(cho, left, 'Next question')
    const offered = await command(cho, here, 'quiz', { questions: 4 })
    expect(readAlone(cho, offered)).toContain('[Go on] [Start a new one]')
    expect(await turn(cho, offered, 'Go on')).toContain('Practice 2 of 2')
    const again = await command(cho, here, 'quiz', { questions: 4 })
    expect(await turn(cho, again, 'Start a new one')).toContain('Practice 1 of 4')
    expect(await turn(cho, left, 'A')).toContain('That set of questions is not here any more.')
  })

  it('counts on /progress there, and on no board of the group', async () => {
    const { general, ben, told } = group
    expect(await told(ben, ben.directChannel().id, 'progress')).toMatch(/Metrics {2}3 of 4 right · 75 %/)
    expect(await told(ben, general, 'progress')).toContain('Nothing answered yet.')
    expect(await told(ben, general, 'leaderboard')).toContain('Nobody has points here yet.')
  })
})

describe('a set of questions in a channel', () => {
  it('is seen by the member alone', async () => {
    const { slack, quiz, ada, told } = group
    expect(await told(ada, quiz, 'quiz')).toContain('Practice 1 of 5')
    expect(slack.messages(quiz)).toEqual([])
  })

  it('begins from a formula, too', async () => {
    const { general, ada, command, click, readAlone } = group
    const formula = await command(ada, general, 'formula', { name: 'F1 score' })
    expect(readAlone(ada, formula)).toContain('(picture: ')
    expect(readAlone(ada, await answerTo(click(ada, formula, 'Quiz me on this')))).toMatch(/Practice 1 of \d/)
  })
})

it('reads well on a phone, is within every limit, and has words for notifications', () => expect(phoneFaults(group)).toEqual([]))

it('was no trouble', () => expect(group.stage.troubles).toEqual([]))
