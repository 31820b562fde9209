/** The options that say what to ask: a topic and a difficulty. */
import { difficulties } from '../../content/schema.ts'
import type { Bot } from '../bot.ts'
import type { Wish } from '../start.ts'
import type { Option, Options } from './command.ts'

export const topicOption: Option = { name: 'topic', description: 'ask about one topic only', required: false, kind: 'choice', choices: topicIds }
export const difficultyOption: Option = { name: 'difficulty', description: 'easy, medium or hard', required: false, kind: 'choice', choices: () => difficulties }

/** What the options ask for, or so many questions of everything. */
export function wishOf({ questions, topic, difficulty }: Options, count: number): Wish {
  return { count: Number(questions ?? count), topic: topic ?? null, difficulty: difficulty ?? null }
}

/** Topics of which something is asked. */
function topicIds({ library }: Bot): string[] {
  const asked = new Set(library.questions.map(question => question.topic))
  return library.topics.map(topic => topic.id).filter(id => asked.has(id))
}
