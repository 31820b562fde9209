/** Cards that nobody should write, for tests that try every slot with every nasty text. */
import fc from 'fast-check'
import type { Card, Text } from '../../src/bot/card.ts'

/** What people put into names and answers to see what happens. */
export const nasty = [
  '@everyone', '@here', '<@123456789012345678>', '<@!1>', '<@&2>', '<#3>', '<!channel>', '<!here|x>', '<@U024BE7LH>', '<!subteam^S1>', '<#C024BE7LR|general>', '<!date^1^{date}|x>', '<t:1:R>', '</quiz:1>',
  '<id:customize>', '<:party:1>', '<a:party:1>', ':tada:', '::smile::', 'https://evil.example/?a=b&c', '<https://evil.example|ok>', '[ok](https://evil.example)', '[a](<https://evil.example>)', 'mailto:a@b.example', 'steam://run/1',
  '# big', '## big', '-# small', '> quoted', '>>> all', '- item', '+ item', '* item', '1. first', '2) second', '**bold**', '__under__', '*it*', '_it_', '***both***', '~~gone~~', '~gone~', '||hidden||', '`code`', '``co`de``', '```', '```js\nx\n```', '````',
  '&lt;!channel&gt;', '&amp;', '&', '<', '>', '\\', '\\*', '\\\\', 'a_b_c', 'snake_case_', 'x*y*z', 'p(a|b)', 'x ~ N(0, 1)', '¯\\_(ツ)_/¯', '\n', '\n\n', '\t', ' ', '\r\n', '\u0000', '\u0007', '\u2028', '\u202egnp.exe', '\u2066x\u2069', '\ud800', '\udc00', '\u200b', '\u00ad', '＊a＊',
  'مرحبا', '学习', '👩‍🔬', 'é', '09:00', 'ratio 3:1', '{_}', '|', '^', '*', '_', '~', '`', ':', '@', '#', '-', '+', '1.', '(', ')', ']', '[', 'word', 'Ada Lovelace', 'valueOf', '__proto__',
] as const

/** Texts made of nasty pieces and of anything at all. */
export const text = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...nasty) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) }), { maxLength: 8 }).map(parts => parts.join(''))

const short = text.map(one => one.slice(0, 70))
const label = short.map(one => `n ${one}`)
const moment = fc.record({ at: fc.integer({ min: 1e9, max: 4e12 }), as: fc.constantFrom('countdown' as const, 'day and time' as const) })
const place = fc.record({ channel: fc.constantFrom('C024BE7LR', '123456789012345678', 'general', '<!channel>') })
const role = fc.record({ role: fc.constantFrom('S024BE7LR', '123456789012345678', 'study', '<!subteam^S1>', 'everyone') })
const slash = fc.record({ command: fc.oneof(fc.constantFrom('quiz', 'daily set time:09:00'), short.map(one => `team join name:${one}`)) })
const texts: fc.Arbitrary<Text> = fc.oneof(text, fc.array(fc.oneof(text, moment, place, role, slash), { maxLength: 5 }))
const press = fc.uniqueArray(fc.stringMatching(/^[a-z0-9:-]{1,64}$/), { maxLength: 5 })
const row = fc.record({ label: fc.oneof(short, slash), text, value: short, mark: fc.constantFrom('right' as const, 'wrong' as const, 'own' as const), note: text }, { requiredKeys: ['label', 'text'] })

/** Any card with a title: kinds, slots and texts in every combination. */
export const card: fc.Arbitrary<Card> = fc.record({
  kind: fc.constantFrom('question', 'reveal', 'podium', 'leaderboard', 'formula', 'snippet', 'concept', 'progress', 'verdict', 'settings', 'help', 'note'),
  tone: fc.constantFrom('good', 'bad'),
  title: fc.oneof(label, slash),
  text: texts,
  image: fc.record({ picture: fc.constant({ kind: 'formula' as const, latex: 'x' }), alt: label }),
  code: fc.record({ text: label, language: fc.constantFrom('text', 'python') }),
  rows: fc.array(row, { maxLength: 5 }),
  fields: fc.array(fc.record({ name: label, value: texts }), { maxLength: 5 }),
  buttons: press.map(all => all.map((one, place) => ({ label: `b${place}`, press: one, ...(place === 0 && { main: true, opens: 'form' as const }) }))),
  select: press.map(all => ({ placeholder: 'Choose', options: [{ label: 'n', press: 'none' }, ...all.map((one, place) => ({ label: `o${place}`, press: `${place}${one}`.slice(0, 64) }))] })),
  file: fc.record({ name: fc.constant('export.json'), text }),
  footer: texts,
  mention: fc.constant('876543210987654321'),
  thread: label,
}, { requiredKeys: ['kind', 'title'] })
