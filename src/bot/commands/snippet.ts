/** /snippet: a short piece of code with what to notice. */
import { snippetCard, unknownSnippetCard } from '../views/snippet.ts'
import type { Command } from './command.ts'

export const snippet: Command = {
  name: 'snippet',
  description: 'A short code example with what to notice',
  needs: 'nothing',
  options: [{
    name: 'name', description: 'its name, or what it computes', required: true, kind: 'suggestion',
    suggest: ({ library, findSnippets }, typed) => (typed.trim() === '' ? library.snippets : findSnippets(typed, 25)).map(one => one.name),
  }],
  run: async (bot, _who, { name = '' }) => {
    const [found] = bot.findSnippets(name, 1)
    return found === undefined ? unknownSnippetCard(name, bot.library) : snippetCard(found)
  },
}
