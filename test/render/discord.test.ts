import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Card, Form } from '../../src/bot/card.ts'
import { clean } from '../../src/render/clean.ts'
import { discordForm } from '../../src/render/discord-form.ts'
import { discordMessage } from '../../src/render/discord.ts'
import { discordPress } from '../../src/render/press.ts'
import { typedItself } from '../../src/render/slash.ts'
import { card as anyCard } from './arbitrary.ts'
import { discordFaults } from './faults.ts'
import { readComponents } from './reading.ts'
import { folded, momentsOf, placesOf, rolesOf, wordsOf } from './said.ts'

const shown = { picture: null, private: false }
const question: Card = {
  kind: 'question', title: 'Question 3 of 10 · Metrics · easy', text: 'Which loss is it?',
  rows: [{ label: 'A', text: 'Cross-entropy' }, { label: 'B', text: 'Squared error' }],
  buttons: [{ label: 'A', press: 'answer:r1:2:0' }, { label: 'B', press: 'answer:r1:2:1' }],
  footer: ['Closes ', { at: 1_800_000_000_000, as: 'countdown' }, ' · 2 answers so far'],
}

/** The text displays of a card, in order. */
function textsOf(card: Card, place = shown): string[] {
  const [container] = discordMessage(card, place).body.components
  return container?.type === 17 ? container.components.flatMap(part => part.type === 10 ? part.content : []) : []
}

describe('a card on Discord', () => {
  it('is one container of Components V2 that mentions nobody', () => {
    expect(discordMessage(question, shown)).toEqual({
      body: {
        flags: 32768,
        components: [{
          type: 17, accent_color: 0x5b52e0, components: [
            { type: 10, content: '### Question 3 of 10 · Metrics · easy' },
            { type: 10, content: 'Which loss is it?' },
            { type: 10, content: '**A**  Cross-entropy\n**B**  Squared error' },
            { type: 1, components: [{ type: 2, style: 2, label: 'A', custom_id: 'answer:r1:2:0' }, { type: 2, style: 2, label: 'B', custom_id: 'answer:r1:2:1' }] },
            { type: 10, content: '-# Closes <t:1800000000:R> · 2 answers so far' },
          ],
        }],
        allowed_mentions: { parse: [] },
        attachments: [],
      },
      files: [],
    })
  })

  it('calls the role that is to hear of it, above all else, and leaves it room', () => {
    const { body } = discordMessage({ ...question, mention: '42' }, shown)
    expect(body.components[0]).toEqual({ type: 10, content: '<@&42>' })
    expect(body.allowed_mentions).toEqual({ parse: [], roles: ['42'] })
    const long: Card = { kind: 'question', mention: '1234567890123456789', title: 'Daily', text: 'w'.repeat(3955), rows: [{ label: 'A', text: 'Yes' }] }
    expect(discordFaults(discordMessage(long, shown))).toEqual([])
  })

  it('is for one pair of eyes when it is private', () => expect(discordMessage(question, { picture: null, private: true }).body.flags).toBe(32768 + 64))

  it('has a colour by its tone, else by its kind', () => {
    const colourOf = (card: Card) => discordMessage(card, shown).body.components.map(part => part.type === 17 ? part.accent_color : null)[0]
    expect(new Set([colourOf({ kind: 'verdict', title: 'x', tone: 'good' }), colourOf({ kind: 'verdict', title: 'x', tone: 'bad' }), colourOf({ kind: 'verdict', title: 'x' }), colourOf({ kind: 'podium', title: 'x' })]).size).toBe(4)
  })

  it('says right, wrong and own in marks and words beside the choice, with the value right after and the note below', () => {
    expect(textsOf({
      kind: 'reveal', rows: [
        { label: 'A', text: 'Cross-entropy', mark: 'right', value: '12 (60 %)' }, { label: 'B', text: 'Squared error', mark: 'wrong', note: 'It punishes sureness less.' },
        { label: 'C', text: 'Hinge', mark: 'own' }, { label: 'D', text: 'None', value: '0 (0 %)' },
      ],
    })).toEqual(['**A**  **Cross-entropy** ✅ · 12 (60 %)\n**B**  Squared error ❌\n> It punishes sureness less.\n**C**  **Hinge** (your answer)\n**D**  None · 0 (0 %)'])
  })

  it('shows a board as lines that fit a phone, with medals and the reader\'s own place', () => {
    expect(textsOf({ kind: 'leaderboard', rows: [{ label: '1', text: 'Ada', value: '9/10 · 9,000' }, { label: '2', text: 'Bo', value: '8/10 · 8,000', mark: 'own' }, { label: '12', text: 'Cy', value: '1/10 · 1,000' }] }))
      .toEqual(['**🥇**  Ada · 9/10 · 9,000\n**🥈**  **Bo** (you) · 8/10 · 8,000\n**12**  Cy · 1/10 · 1,000'])
  })

  it('keeps a name on its line, whatever is in it', () => {
    expect(textsOf({ kind: 'leaderboard', rows: [{ label: '9', text: 'Ada\n# 1  **Eve**', value: '0' }] })).toEqual(['**9**  Ada # 1  \\*\\*Eve\\*\\* · 0'])
  })

  it('shows a channel by what it is called there, and one of elsewhere by its id', () => {
    expect(textsOf({ kind: 'note', text: [{ channel: '42' }, ', ', { channel: 'C024BE7LR' }] })).toEqual(['<#42>, \\#C024BE7LR'])
  })

  it('parts an option that is too long for its list into a label and a line below it', () => {
    const label = `${'a'.repeat(98)} and more`
    expect(JSON.stringify(discordMessage({ kind: 'note', select: { placeholder: 'Choose', options: [{ label, press: 'p' }] } }, shown).body))
      .toContain(`"options":[{"label":"${'a'.repeat(98)}","value":"p","description":"and more"}]`)
  })

  it('shows short fields in a line each, and a long one below its name, apart from what came before', () => {
    const long = 'word '.repeat(20).trim()
    const card: Card = { kind: 'note', text: 'Set.', fields: [{ name: 'Next post', value: [{ at: 1_800_000_000_000, as: 'day and time' }] }, { name: 'Why', value: long }] }
    expect(textsOf(card)).toEqual(['Set.', `**Next post**  <t:1800000000:F>\n**Why**\n${long}`])
    expect(JSON.stringify(discordMessage(card, shown).body)).toContain('{"type":14,"divider":true,"spacing":1}')
  })

  it('shows the picture with its words for those who cannot see it, and names it as attached', () => {
    const card: Card = { kind: 'formula', title: 'Softmax', image: { picture: { kind: 'formula', latex: 'x' }, alt: 'Softmax: e^z / sum' } }
    const { body } = discordMessage(card, { picture: 'f.png', private: false })
    expect(JSON.stringify(body)).toContain('{"type":12,"items":[{"media":{"url":"attachment://f.png"},"description":"Softmax: e^z / sum"}]}')
    expect(body.attachments).toEqual([{ id: '0', filename: 'f.png' }])
    expect(textsOf(card)).toEqual(['### Softmax', 'Softmax: e^z / sum'])
  })

  it('gives a file along, and shows it', () => {
    const { body, files } = discordMessage({ kind: 'note', text: 'Here it is.', file: { name: 'recall.json', text: '{}' } }, shown)
    expect(files).toEqual([{ name: 'recall.json', text: '{}' }])
    expect(body.attachments).toEqual([{ id: '0', filename: 'recall.json' }])
    expect(JSON.stringify(body)).toContain('{"type":13,"file":{"url":"attachment://recall.json"}}')
  })

  it('gives what would not fit along as a file, whole slots at a time, and says so', () => {
    const meaning = 'a word '.repeat(25).trim()
    const { body, files } = discordMessage({ kind: 'formula', title: 'Long', text: 'w'.repeat(3900), rows: [{ label: 'x', text: meaning }], footer: 'Murphy, chapter 1' }, shown)
    expect(files).toEqual([{ name: 'more.txt', text: `x  ${meaning}` }])
    expect(textsOf({ kind: 'formula', title: 'Long', text: 'w'.repeat(3900), rows: [{ label: 'x', text: meaning }], footer: 'Murphy, chapter 1' }).slice(2)).toEqual(['-# Murphy, chapter 1', '-# The rest is in more.txt.'])
    expect(body.attachments).toEqual([{ id: '0', filename: 'more.txt' }])
  })

  it('puts at most five buttons in a row, marks the main one, and shows which open a form', () => {
    const buttons = ['a', 'b', 'c', 'd', 'e', 'f'].map((press, place) => ({ label: press, press, ...(place === 0 && { main: true, opens: 'form' as const }) }))
    const [container] = discordMessage({ kind: 'note', buttons }, shown).body.components
    const rows = container?.type === 17 ? container.components.flatMap(part => part.type === 1 ? [part.components] : []) : []
    expect(rows.map(row => row.length)).toEqual([5, 1])
    expect(rows[0]?.[0]).toEqual({ type: 2, style: 1, label: 'a…', custom_id: 'a' })
  })
})

describe('any card on Discord', () => {
  const bare = (words: string) => folded(words.replaceAll('\u200b', ''))
  const runs = { numRuns: process.env['RECALL_FULL'] === undefined ? 300 : 10_000 }

  it('is within every limit, and drops and cuts nothing', () => {
    fc.assert(fc.property(anyCard, fc.constantFrom('p.png', null), (card, picture) => {
      const message = discordMessage(card, { picture, private: true })
      expect(discordFaults(message)).toEqual([])
      const all = bare([readComponents(message.body.components).text, ...message.files.map(file => clean(file.text))].join('\n'))
      expect(wordsOf(card, typedItself).filter(words => !all.includes(bare(words)))).toEqual([])
    }), runs)
  })

  it('has only the formatting of its layout, and no mention or link but its own moments, channels and roles', () => {
    fc.assert(fc.property(anyCard, card => {
      const { signs } = readComponents(discordMessage(card, { picture: 'p.png', private: true }).body.components)
      const live = signs.filter(sign => !['strong', 'heading', 'subtext', 'blockQuote', 'codeBlock'].includes(sign)).toSorted()
      const roles = [...rolesOf(card).filter(id => /^\d+$/.test(id)), ...card.mention === undefined ? [] : [card.mention]]
      expect(live).toEqual([...placesOf(card).filter(id => /^\d+$/.test(id)).map(() => 'channel'), ...roles.map(() => 'role'), ...momentsOf(card).map(() => 'timestamp')])
    }), runs)
  })

  it('calls nobody but the role that is to hear of it, whatever its texts name', () => {
    fc.assert(fc.property(anyCard, card => {
      expect(discordMessage(card, shown).body.allowed_mentions).toEqual({ parse: [], ...(card.mention !== undefined && { roles: [card.mention] }) })
    }), runs)
  })

  it('gives every press back as it was', () => {
    fc.assert(fc.property(anyCard, card => {
      const parts = discordMessage(card, shown).body.components.flatMap(part => part.type === 17 ? part.components : []).flatMap(part => part.type === 1 ? part.components : [])
      const back = parts.flatMap(part => part.type === 3 ? part.options.map(option => discordPress({ custom_id: part.custom_id, values: [option.value] })) : 'custom_id' in part ? discordPress(part) : [])
      expect(back).toEqual([...(card.buttons ?? []), ...(card.select?.options ?? [])].map(one => one.press))
    }), runs)
  })
})

describe('a form on Discord', () => {
  const form: Form = {
    title: 'Settings', press: 'settings:group', submit: 'Save', fields: [
      { name: 'zone', label: 'Time zone', hint: 'Such as Europe/Berlin', required: true, kind: 'text', value: 'UTC', most: 60, long: false },
      { name: 'verdict', label: 'Verdict', required: true, kind: 'choice', value: 'reveal', options: [{ value: 'once', label: 'At once' }, { value: 'reveal', label: 'At the reveal' }] },
      { name: 'recap', label: 'Recap', required: false, kind: 'channels', value: ['1'] },
      { name: 'admins', label: 'Admins', required: false, kind: 'people', value: [] },
    ],
  }

  it('is a modal that comes back with its press and the names of its fields', () => {
    expect(discordForm(form)).toEqual({
      custom_id: 'settings:group', title: 'Settings', components: [
        { type: 18, label: 'Time zone', description: 'Such as Europe/Berlin', component: { type: 4, custom_id: 'zone', style: 1, required: true, max_length: 60, value: 'UTC' } },
        { type: 18, label: 'Verdict', component: { type: 3, custom_id: 'verdict', required: true, min_values: 1, options: [{ label: 'At once', value: 'once', default: false }, { label: 'At the reveal', value: 'reveal', default: true }] } },
        { type: 18, label: 'Recap', component: { type: 8, custom_id: 'recap', required: false, min_values: 0, max_values: 25, channel_types: [0, 5], default_values: [{ id: '1', type: 'channel' }] } },
        { type: 18, label: 'Admins', component: { type: 5, custom_id: 'admins', required: false, min_values: 0, max_values: 25, default_values: [] } },
      ],
    })
  })

  it('has a text above a field whose hint is longer than a label may explain', () => {
    const hint = `What is *this*? ${'word '.repeat(30)}`.trim()
    expect(discordForm({ ...form, fields: [{ name: 'answer', label: 'Answer', hint, required: true, kind: 'text', value: '', most: 100, long: true }] }).components).toEqual([
      { type: 10, content: hint.replaceAll('*', '\\*') },
      { type: 18, label: 'Answer', component: { type: 4, custom_id: 'answer', style: 2, required: true, max_length: 100 } },
    ])
  })
})
