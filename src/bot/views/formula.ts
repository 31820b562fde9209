/** A formula: what it says, when to use it, a worked number, a pitfall. */
import type { Formula, Library } from '../../content/load.ts'
import type { Card } from '../card.ts'
import { formulaKey } from '../formula.ts'
import { encodePress } from '../press.ts'

export function formulaCard(formula: Formula, library: Library): Card {
  const related = library.formulas.filter(other => formula.related.some(id => other.id === id || other.id.endsWith(`/${id}`)))
  return {
    kind: 'formula',
    title: formula.name,
    image: { picture: { kind: 'formula', latex: formula.latex }, alt: `${formula.name}: ${formula.plain}` },
    code: { text: formula.plain, language: 'text' },
    rows: formula.symbols.map(({ symbol, meaning }) => ({ label: symbol, text: meaning })),
    fields: [
      { name: 'When to use it', value: formula.use },
      { name: 'Example', value: formula.example },
      { name: 'Pitfall', value: formula.pitfall },
      ...(related.length === 0 ? [] : [{ name: 'Related', value: related.map(other => other.name).join(' · ') }]),
    ],
    buttons: [{ label: 'Quiz me on this', press: encodePress({ verb: 'drill', formula: formulaKey(formula) }) }],
    footer: formula.source,
  }
}

/** What is said when nothing is found: what there is, by topic. */
export function unknownFormulaCard(name: string, { topics, formulas }: Library): Card {
  return {
    kind: 'formula',
    title: `I found no formula for "${name}"`,
    text: 'These are there:',
    fields: topics.map(topic => ({ name: topic.title, value: formulas.filter(one => one.topic === topic.id).map(one => one.name).join(' · ') })).filter(field => field.value !== ''),
  }
}
