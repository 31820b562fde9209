/** What may come next in a command that is being typed. */

/** @typedef {import('./state.js').Command} Command */
/** @typedef {import('./state.js').Option} Option */

/**
 * One thing to take: `text` replaces what stands before the caret.
 * @typedef {{ label: string, description: string, text: string }} Completion
 */

/**
 * Completions for the text before the caret. `eager`: what is typed is not yet worth sending, so the first one is meant.
 * @param {string} text
 * @param {Command[]} commands
 * @returns {{ list: Completion[], eager: boolean }}
 */
export function completionsOf(text, commands) {
  if (!text.startsWith('/')) return { list: [], eager: false }
  const typed = text.slice(1).toLowerCase()
  const command = commands.filter(({ name }) => typed.startsWith(`${name} `)).toSorted((one, other) => other.name.length - one.name.length)[0]
  const names = commands.filter(({ name }) => name.startsWith(typed)).map(commandCompletion)
  if (names.length > 0 || !command) return { list: names, eager: !commands.some(({ name }) => name === typed) }
  return optionCompletions(text, text.slice(command.name.length + 2), command)
}

/**
 * @param {Command} command
 * @returns {Completion}
 */
function commandCompletion({ name, description }) {
  return { label: `/${name}`, description, text: `/${name} ` }
}

/**
 * @param {string} text  all of it
 * @param {string} rest  what follows the command's name
 * @param {Command} command
 */
function optionCompletions(text, rest, { options }) {
  const used = options.filter(({ name }) => startOf(rest, name) >= 0)
  const last = used.toSorted((one, other) => startOf(rest, other.name) - startOf(rest, one.name))[0]
  const choices = last ? choiceCompletions(text, rest.slice(startOf(rest, last.name)), last) : []
  if (choices.length > 0) return { list: choices, eager: !choices.some(choice => choice.text.trimEnd() === text) }
  const word = /\S*$/.exec(rest)?.[0] ?? ''
  const free = options.filter(option => !used.includes(option) && option.name.startsWith(word.toLowerCase()))
  const list = free.toSorted(requiredFirst).map(option => optionCompletion(text.slice(0, text.length - word.length), option))
  return { list, eager: word !== '' || free.some(option => option.required) }
}

/**
 * Where the value of an option begins, or -1.
 * @param {string} rest
 * @param {string} name
 */
function startOf(rest, name) {
  const at = ` ${rest}`.lastIndexOf(` ${name}:`)
  return at < 0 ? -1 : at + name.length + 1
}

/**
 * @param {string} text
 * @param {string} typed
 * @param {Option} option
 * @returns {Completion[]}
 */
function choiceCompletions(text, typed, option) {
  const before = text.slice(0, text.length - typed.length)
  const fitting = option.choices.filter(choice => choice.toLowerCase().startsWith(typed.toLowerCase()))
  return fitting.map(choice => ({ label: choice, description: '', text: `${before}${choice} ` }))
}

/**
 * @param {Option} one
 * @param {Option} other
 */
function requiredFirst(one, other) {
  return Number(other.required) - Number(one.required)
}

/**
 * @param {string} before
 * @param {Option} option
 * @returns {Completion}
 */
function optionCompletion(before, { name, description, required }) {
  return { label: `${name}:`, description: required ? `${description} (required)` : description, text: `${before}${name}:` }
}
