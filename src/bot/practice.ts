/** Private practice: sets of questions that a member works through alone, and takes up again whenever they like. */
import { isTyped, type Given, type Question, type Snapshot } from '../engine/question.ts'
import { answerPractice, missedOf, newPractice, nextOf, practice, type Practice } from '../engine/practice.ts'
import { isForDaily, pick, seeAll, type Seen } from '../engine/pick.ts'
import { isRight } from '../engine/question.ts'
import { again } from './again.ts'
import type { Bot, Who } from './bot.ts'
import type { Card, Form } from './card.ts'
import { commitWrites } from './commit.ts'
import { entryKey } from './entry-key.ts'
import { mintId } from './mint.ts'
import type { Write } from './ports.ts'
import { loadRound } from './rounds.ts'
import { fits, weightsOf, type Wish } from './start.ts'
import { unrevealed } from './unrevealed.ts'
import { practiceForm, practiceOpenCard, practiceQuestionCard, practiceSummaryCard, practiceVerdictCard, unfinishedCard } from './views/practice.ts'
import { notes } from './views/note.ts'

/** How many questions a button asks, where nobody said how many. */
const DRILL = 3

/** Offers to go on with a set that is not finished, or starts one. */
export async function practise(bot: Bot, who: Who, wish: Wish): Promise<Card> {
  const current = await load(bot, who)
  const next = current === null ? -1 : nextOf(current.state)
  return current === null || next <= 0 ? await startPractice(bot, who, wish) : unfinishedCard(current.state, next, wish)
}

/** Draws a new set for the member, from all questions that are long enough to think about. */
export async function startPractice(bot: Bot, who: Who, wish: Wish): Promise<Card> {
  return await begin(bot, who, question => !question.typed && !question.rapid && fits(question, wish), wish.count)
}

/** A few questions on a formula or a concept: those that cover the same, else those of its topic. */
export async function drillPress(bot: Bot, who: Who, { key }: { key: string }): Promise<Card> {
  const entry = [...bot.library.formulas, ...bot.library.concepts].find(one => entryKey(one) === key)
  if (entry === undefined) return notes.unknownPress
  const covers = (question: Question) => question.covers.some(id => entry.covers.includes(id))
  const covered = bot.library.questions.some(question => !question.typed && covers(question))
  return await begin(bot, who, question => !question.typed && (covered ? covers(question) : question.topic === entry.topic), DRILL)
}

/** The questions of a round that the member missed: answered wrong, or not at all. */
export async function missedPress(bot: Bot, who: Who, press: { round: string }): Promise<Card> {
  const round = await loadRound(bot.store, who.group, press.round)
  if (round === null) return notes.goneRound
  const answers = await bot.store.answers.own(who.group, round.questions.map((_, question) => ({ round: round.id, question })), who.member)
  const missed = round.questions.filter(({ question, result }, index) => {
    const answer = answers[index]
    return result !== null && !result.void && (answer == null || !isRight(question, answer))
  })
  return missed.length === 0 ? notes.missedNone : await keep(bot, who, missed.map(one => anew(bot, one.question)), [])
}

/** The questions of a finished set that were answered wrong, once more. */
export async function retryPress(bot: Bot, who: Who, { set }: { set: string }): Promise<Card> {
  const current = await load(bot, who)
  if (current?.state.id !== set) return notes.gonePractice
  const missed = missedOf(current.state)
  return missed.length === 0 ? notes.missedNone : await keep(bot, who, missed.map(question => anew(bot, question)), [])
}

/** Shows a question of the set, its verdict when it has an answer, or the summary behind the last one. */
export async function turnPress(bot: Bot, who: Who, { set, question }: { set: string, question: number }): Promise<Card> {
  const current = await load(bot, who)
  if (current?.state.id !== set) return notes.gonePractice
  return cardAt(current.state, question)
}

/** Opens the form of a typed question. */
export async function tryForm(bot: Bot, who: Who, { set, question }: { set: string, question: number }): Promise<Card | Form> {
  const current = await load(bot, who)
  const asked = current?.state.questions[question]
  if (current?.state.id !== set || asked === undefined || !isTyped(asked.question)) return notes.gonePractice
  return asked.given === null ? practiceForm(current.state, question) : practiceVerdictCard(current.state, question)
}

/** Answers with a choice. The first answer counts, a second one shows its verdict again. */
export async function tryPress(bot: Bot, who: Who, { set, question, choice }: { set: string, question: number, choice: number }): Promise<Card> {
  return await answer(bot, who, set, question, snapshot => choice < snapshot.choices.length ? { choice, text: null } : null)
}

/** Answers by typing. */
export async function tryTyped(bot: Bot, who: Who, { set, question }: { set: string, question: number }, values: Readonly<Record<string, readonly string[]>>): Promise<Card> {
  const text = (values['answer']?.[0] ?? '').trim().slice(0, 200)
  if (text === '') return notes.nothingTyped
  return await answer(bot, who, set, question, snapshot => isTyped(snapshot) ? { choice: null, text } : null)
}

async function answer(bot: Bot, who: Who, set: string, index: number, given: (question: Snapshot) => Given | null): Promise<Card> {
  return await again(async () => {
    const current = await load(bot, who)
    if (current?.state.id !== set) return notes.gonePractice
    const asked = current.state.questions[index]
    const said = asked === undefined ? null : given(asked.question)
    if (asked === undefined || said === null) return notes.unknownPress
    const answered = answerPractice(current.state, index, said, who.member)
    if (answered === null) return practiceVerdictCard(current.state, index)
    if ((await unrevealed(bot.store, who.group)).has(asked.question.id)) return practiceOpenCard(current.state, index)
    const outcome = await commitWrites(bot.store, who.group, [write(who, answered.state, current.version)], [answered.award])
    return outcome === 'done' ? practiceVerdictCard(answered.state, index) : 'conflict'
  })
}

/**
 * Draws from what is wanted by the member's own history and keeps the set. Nothing that the group is being asked is in it; alone, where
 * nobody can know what the member's groups are asked, nothing that is kept for dailies.
 */
async function begin(bot: Bot, who: Who, isWanted: (question: Question) => boolean, count: number): Promise<Card> {
  const id = `p-${who.member}`
  const [saved, open] = await Promise.all([bot.store.records.load(who.group, 'seen', id), unrevealed(bot.store, who.group)])
  const seen = (saved?.state ?? {}) as Seen
  const pool = bot.library.questions.filter(question => isWanted(question) && !open.has(question.id) && !(who.alone && isForDaily(question.id)))
  const drawn = pick(pool, seen, weightsOf(bot.library), count, mintId())
  if (drawn.length === 0) return notes.noneDrawn
  const history: Write = { kind: 'seen', id, version: saved?.version ?? 0, state: seeAll(seen, drawn.map(one => one.id)), wakeAt: null }
  return await keep(bot, who, drawn.map(one => one.ask(mintId())), [history])
}

/** Writes a new set over the old one; whoever presses twice at the same moment gets one of the two. */
async function keep(bot: Bot, who: Who, questions: readonly Snapshot[], besides: readonly Write[]): Promise<Card> {
  const current = await load(bot, who)
  const state = newPractice(mintId(), questions)
  const outcome = await commitWrites(bot.store, who.group, [write(who, state, current?.version ?? 0), ...besides])
  return outcome === 'done' ? practiceQuestionCard(state, 0) : notes.twice
}

function cardAt(state: Practice, index: number): Card {
  const asked = state.questions[index]
  if (asked === undefined) return practiceSummaryCard(state)
  return asked.given === null ? practiceQuestionCard(state, index) : practiceVerdictCard(state, index)
}

/** The question as the bank has it now, numbers drawn anew; one that left the bank stays as it was asked. */
function anew({ library }: Bot, asked: Snapshot): Snapshot {
  return library.questions.find(one => one.id === asked.id)?.ask(mintId()) ?? asked
}

async function load({ store }: Bot, who: Who): Promise<{ state: Practice, version: number } | null> {
  const saved = await store.records.load(who.group, 'practice', who.member)
  return saved === null ? null : { state: practice.parse(saved.state), version: saved.version }
}

function write(who: Who, state: Practice, version: number): Write {
  return { kind: 'practice', id: who.member, version, state, wakeAt: null }
}
