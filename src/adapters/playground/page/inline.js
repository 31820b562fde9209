/** Reads marks inside a text by rules: the earliest match is drawn, what stands around it is read on. */

/**
 * A mark and its drawing. `inner` draws text inside the mark by the same rules.
 * @typedef {[RegExp, (match: RegExpExecArray, inner: (text: string) => unknown) => unknown]} Rule
 */

/**
 * The text with its marks drawn; of two marks that begin at the same place, the earlier rule wins.
 * @param {string} text
 * @param {Rule[]} rules  with regular expressions that do not match nothing
 * @returns {unknown[]}
 */
export function marked(text, rules) {
  const drawn = []
  let rest = text
  for (let found = earliest(rest, rules); found; found = earliest(rest, rules)) {
    const { match, draw } = found
    drawn.push(rest.slice(0, match.index), draw(match, inner => marked(inner, rules)))
    rest = rest.slice(match.index + match[0].length)
  }
  return [...drawn, rest]
}

/**
 * @param {string} text
 * @param {Rule[]} rules
 */
function earliest(text, rules) {
  const found = rules.flatMap(([mark, draw]) => {
    const match = mark.exec(text)
    return match ? [{ match, draw }] : []
  })
  return found.reduce((/** @type {typeof found[0] | undefined} */ first, one) => first && first.match.index <= one.match.index ? first : one, undefined)
}
