/** Notices, as people read them. */
import type { Bot } from '../bot.ts'
import type { Card } from '../card.ts'
import type { About } from '../notice.ts'

/** The card of a notice, made when it is posted. */
export async function noticeCard(_bot: Bot, _group: string, about: About): Promise<Card> {
  switch (about.kind) {
    case 'welcome': return { kind: 'note', title: 'Hello, I am Recall', text: 'An admin can set me up with /settings.' }
    case 'recap': return { kind: 'note', title: `The week ${about.week}` }
    case 'voided': return { kind: 'note', title: 'A question was voided', text: about.text, footer: about.why }
  }
}
