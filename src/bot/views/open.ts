/** What the starter of a round is told. */
import type { Round } from '../../engine/round.ts'
import type { Card } from '../card.ts'
import { slash, words } from '../text.ts'
import { note } from './note.ts'
import { counted, nameOf } from './words.ts'

/** The round is on its way; `wanted` is how many questions were asked for. */
export function startedCard({ mode, questions }: Round, wanted: number): Card {
  const fewer = questions.length < wanted ? ` ${questions.length === 1 ? 'Only one fits' : `Only ${questions.length} fit`} what you asked for.` : ''
  const kind = mode === 'quiz' ? 'quiz' : 'round'
  const how = mode === 'quiz' ? 'Everyone answers with the buttons; you go on with Next, and' : 'Answer with the buttons;'
  return note(words`A ${kind} of ${counted(questions.length, 'question', 'questions')} starts now.${fewer} ${how} ${slash('stop')} ends it.`)
}

/** Another round holds the channel: who runs it, and how to stop it. */
export function runningCard(starter: string | null, names: Readonly<Record<string, string>>): Card {
  const by = starter === null ? '' : ` that ${nameOf(starter, names)} started`
  return note(words`A round${by} is running in this channel. Join it with the buttons; its starter or an admin can end it with ${slash('stop')}.`)
}
