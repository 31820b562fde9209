/** Checks the content and says how much there is. Ends with 1 when there are mistakes. */
import { fileURLToPath } from 'node:url'
import { loadContent } from '../src/content/load.ts'
import { sayMistake } from '../src/content/read.ts'

const { library, mistakes } = loadContent(process.env['CONTENT_DIR'] ?? fileURLToPath(new URL('../content', import.meta.url)))

for (const mistake of mistakes) console.error(sayMistake(mistake))
for (const topic of library.topics) {
  const questions = library.questions.filter(question => question.topic === topic.id).length
  const formulas = library.formulas.filter(formula => formula.topic === topic.id).length
  console.log(`${topic.title}: ${questions} questions, ${formulas} formulas`)
}
console.log(mistakes.length === 0 ? 'The content is in order.' : `${mistakes.length} mistakes.`)
process.exitCode = mistakes.length === 0 ? 0 : 1
