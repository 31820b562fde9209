/** What may come next in a command that is being typed. */

/** @typedef {import('./state.js').Command} Command */
/** @typedef {import('./state.js').Option} Option */

/**
 * One thing to take: `text` replaces what stands before the caret.
 * @typedef {{ label: string, description: string, text: string }} Completion
 */

/**
 * A value that the bot has suggestions for: `before` is the text up to it, `typed` what there is of it.
 * @typedef {{ command: string, option: string, before: string, typed: string }} Wanted
 */

/**
 * `eager`: what is typed is not yet worth sending, so the first one is meant. `wanted`: more is to be asked for.
 * @typedef {{ list: Completion[], eager: boolean, wanted: Wanted | null }} Completions
 */

/** A value that is being typed: of which option, where it begins, and what there is of it. */
/** @typedef {{ option: Option, before: string, typed: string, isFree: boolean }} Typing */

/**
 * Completions for the text before the caret.
 * @param {string} text
 * @param {Command[]} commands
 * @returns {Completions}
 */
export function completionsOf(text, commands) {
  if (!text.startsWith('/')) return { list: [], eager: false, wanted: null }
  const typed = text.slice(1).toLowerCase()
  const command = commands.filter(({ name }) => typed.startsWith(`${name} `)).toSorted((one, other) => other.name.length - one.name.length)[0]
  const names = commands.filter(({ name }) => name.startsWith(typed)).map(commandCompletion)
  if (names.length > 0 || !command) return { list: names, eager: !commands.some(({ name }) => name === typed), wanted: null }
  return valuesAndOptions(text, command)
}

/**
 * Completions for suggested values.
 * @param {Wanted} wanted
 * @param {string[]} values
 * @returns {Completion[]}
 */
export function suggestionsOf({ before }, values) {
  return values.map(value => valueCompletion(before, value))
}

/**
 * @param {Command} command
 * @returns {Completion}
 */
function commandCompletion({ name, description }) {
  return { label: `/${name}`, description, text: `/${name} ` }
}

/**
 * @param {string} text
 * @param {Command} command
 * @returns {Completions}
 */
function valuesAndOptions(text, command) {
  const typing = typingOf(text, command)
  const values = typing ? choicesOf(typing) : []
  const wanted = typing?.option.suggests ? { command: command.name, option: typing.option.name, before: typing.before, typed: typing.typed } : null
  if (typing && !typing.isFree && (values.length > 0 || wanted)) return { list: values, eager: isUnfinished(typing, values), wanted }
  const { list, eager } = optionsLeft(text, command)
  return { list: [...values, ...list], eager: eager || values.length > 0 && typing?.typed !== '', wanted }
}

/**
 * The value before the caret: the last option's, or words before any option, which are the first option's.
 * @param {string} text
 * @param {Command} command
 * @returns {Typing | null}
 */
function typingOf(text, { name, options }) {
  const start = name.length + 2
  const rest = text.slice(start)
  const last = usedOf(rest, options).at(-1)
  if (last) {
    const at = start + startOf(rest, last.name)
    return { option: last, before: text.slice(0, at), typed: text.slice(at).replace(/^"/, ''), isFree: false }
  }
  const [first] = options
  return first ? { option: first, before: `${text.slice(0, start)}${first.name}:`, typed: rest, isFree: true } : null
}

/**
 * The options that the text names, in the order of the text.
 * @param {string} rest  what follows the command's name
 * @param {Option[]} options
 */
function usedOf(rest, options) {
  return options.filter(({ name }) => startOf(rest, name) >= 0).toSorted((one, other) => startOf(rest, one.name) - startOf(rest, other.name))
}

/**
 * Where the value of an option begins, or -1.
 * @param {string} rest
 * @param {string} name
 */
function startOf(rest, name) {
  const at = ` ${rest}`.toLowerCase().lastIndexOf(` ${name}:`)
  return at < 0 ? -1 : at + name.length + 1
}

/**
 * @param {Typing} typing
 * @returns {Completion[]}
 */
function choicesOf({ option, before, typed }) {
  return option.choices.filter(choice => choice.toLowerCase().startsWith(typed.toLowerCase())).map(choice => valueCompletion(before, choice))
}

/**
 * @param {string} before
 * @param {string} value
 * @returns {Completion}
 */
function valueCompletion(before, value) {
  const written = /\s[a-z_-]+:/i.test(value) ? `"${value}"` : value
  return { label: value, description: '', text: `${before}${written} ` }
}

/**
 * A choice that is not whole yet is not worth sending; a suggested value is free, so that only a missing one is not.
 * @param {Typing} typing
 * @param {Completion[]} values
 */
function isUnfinished({ option, typed }, values) {
  return option.suggests ? typed === '' : !values.some(value => value.label.toLowerCase() === typed.trim().toLowerCase())
}

/**
 * @param {string} text
 * @param {Command} command
 */
function optionsLeft(text, { name, options }) {
  const rest = text.slice(name.length + 2)
  const word = /\S*$/.exec(rest)?.[0] ?? ''
  const used = usedOf(rest, options)
  const free = options.filter(option => !used.includes(option) && option.name.startsWith(word.toLowerCase()))
  const list = free.toSorted(requiredFirst).map(option => optionCompletion(text.slice(0, text.length - word.length), option))
  return { list, eager: list.length > 0 && word !== '' || free.some(option => option.required) }
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
