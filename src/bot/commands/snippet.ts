/** /snippet: a short piece of code with what to notice. */
import { lookUpSnippet, suggestNames } from '../lookup.ts'
import type { Command } from './command.ts'

export const snippet: Command = {
  name: 'snippet',
  description: 'A short code example with what to notice',
  needs: 'nothing',
  options: [{
    name: 'name', description: 'its name, or what it computes', required: true, kind: 'suggestion',
    suggest: ({ library, findSnippets }, typed) => suggestNames(library.snippets, findSnippets, typed),
  }],
  run: async (bot, _who, { name = '' }) => lookUpSnippet(bot, name.trim()),
}
