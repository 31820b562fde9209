/** What a study group does in two days, for the README's pictures: the same on every platform. */
import type { Library } from '../../src/content/load.ts'
import { isForDaily } from '../../src/engine/pick.ts'
import type { Question, Snapshot } from '../../src/engine/question.ts'
import { shipped } from '../support/library.ts'

/** A picture: its messages from top to bottom, looked at at the instant `now`. */
export interface Scene<Shot> {
  now: number
  shots: Shot[]
}

/** The pictures by name. */
export type Scenes<Shot> = Record<'question' | 'reveal' | 'board' | 'formula', Scene<Shot>>

const DAILY = 'metrics/equal-mae-and-rmse'
/** Its choices always stand like this, so that the same picture comes out each time. */
const standing = ['Every prediction is 4 too high', 'Every prediction is off by 4', 'The errors are normally distributed', 'Positive and negative errors cancel']

/** Who chooses what in the daily, and how each fares in a timed round: right or wrong, after so many seconds. */
export const people: Record<string, { daily: number | null, round: [boolean, number][] }> = {
  Ada: { daily: 1, round: [[true, 2], [true, 3], [true, 2], [false, 4], [true, 5]] },
  Grace: { daily: 1, round: [[true, 4], [true, 3], [false, 6], [true, 2], [true, 3]] },
  Alan: { daily: 0, round: [[true, 2], [true, 4], [true, 4], [true, 6], [true, 8]] },
  Emmy: { daily: 1, round: [[false, 3], [true, 2], [true, 5], [true, 9], [false, 2]] },
  Katherine: { daily: 3, round: [[true, 7], [false, 8], [true, 6], [true, 4], [false, 5]] },
  Edsger: { daily: null, round: [[false, 9], [false, 2], [true, 7], [false, 3], [true, 11]] },
}

/** One daily question, and what rounds may ask and answer by choices. */
function questions(): Question[] {
  return shipped.questions.filter(({ id, rapid, typed }) => id === DAILY || (!rapid && !typed && !isForDaily(id))).map(one => one.id === DAILY ? { ...one, ask: () => inOrder(one.ask('')) } : one)
}

function inOrder(snapshot: Snapshot): Snapshot {
  return { ...snapshot, choices: snapshot.choices.toSorted((a, b) => standing.indexOf(a.text) - standing.indexOf(b.text)) }
}

/** What there is to ask and to look up. */
export const libraryOfPictures: Library = { ...shipped, questions: questions() }

/** Who answers the daily with which choice, Alan last. */
export function answersOf(): { name: string, choice: number }[] {
  return Object.entries(people).flatMap(([name, one]) => one.daily === null ? [] : [{ name, choice: one.daily }]).toSorted((a, b) => Number(a.name === 'Alan') - Number(b.name === 'Alan'))
}

/** How each fares with a question of the round, the quickest first. */
export function plansOf(index: number): { name: string, right: boolean, after: number }[] {
  return Object.entries(people).map(([name, { round }]) => ({ name, right: round[index]?.[0] === true, after: round[index]?.[1] ?? 0 })).toSorted((a, b) => a.after - b.after)
}
