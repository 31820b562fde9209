/** What text goes through on its way to any platform. */

/** A line that ends in any way. */
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g
/** Control signs, and signs that turn the direction of what follows them: a name with one would mirror its line. */
const unseen = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu

/** The text without what no reader sees and no platform takes: control signs, turned directions, halves of characters. */
export function clean(text: string): string {
  return text.toWellFormed().replace(lineEnds, '\n').replace(unseen, '')
}

/** The cleaned text on one line, so that a name cannot make a line of its own. */
export function oneLine(text: string): string {
  return clean(text).replace(/\s*\n\s*/g, ' ').trim()
}

/** The text in two: as many whole words as fit into `most` characters, and the rest. */
export function splitAt(text: string, most: number): [string, string] {
  if (text.length <= most) return [text, '']
  const space = text.lastIndexOf(' ', most)
  const end = space > 0 ? space : most
  return [text.slice(0, end), text.slice(end).trim()]
}
