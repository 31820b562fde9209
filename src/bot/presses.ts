/** What every press and every form does. A new one is a form in press.ts and a line here. */
import { answerPress, typedAnswer, typeForm, whyPress } from './answer.ts'
import { boardPage } from './board.ts'
import { askForm, askSubmit } from './ask.ts'
import type { Bot, Who } from './bot.ts'
import type { Card, Form } from './card.ts'
import { browsePress, showPress } from './lookup.ts'
import { nextPress } from './next.ts'
import type { Reply } from './ports.ts'
import { drillPress, missedPress, retryPress, startPractice, tryForm, tryPress, tryTyped, turnPress } from './practice.ts'
import type { Press } from './press.ts'
import { anotherPress } from './preview.ts'
import { saveSettings, settingsForm } from './settings.ts'
import { teamList } from './teams.ts'
import { erasePress } from './privacy.ts'
import { keepPress, openReports, reportPress, reportTyped } from './report.ts'
import { voidPress, voidTyped } from './void.ts'

type PressOf<Verb extends Press['verb']> = Extract<Press, { verb: Verb }>
type Values = Readonly<Record<string, readonly string[]>>

/** A press: where its answer goes, which platforms must know first, and what it does. */
interface OnPress<One extends Press> {
  to: Reply['to']
  run(bot: Bot, who: Who, press: One): Promise<Card | Form>
}

/** What comes of a filled-in form. */
type OnSubmit<One extends Press> = (bot: Bot, who: Who, press: One, values: Values) => Promise<Card>

export const presses: { [Verb in Press['verb']]: OnPress<PressOf<Verb>> } = {
  answer: { to: 'person', run: answerPress },
  type: { to: 'form', run: typeForm },
  why: { to: 'person', run: whyPress },
  next: { to: 'person', run: nextPress },
  missed: { to: 'person', run: missedPress },
  formula: { to: 'person', run: showPress('formula') },
  snippet: { to: 'person', run: showPress('snippet') },
  concept: { to: 'person', run: showPress('concept') },
  browse: { to: 'message', run: browsePress },
  drill: { to: 'person', run: drillPress },
  fresh: { to: 'message', run: startPractice },
  turn: { to: 'message', run: turnPress },
  try: { to: 'message', run: tryPress },
  trytype: { to: 'form', run: tryForm },
  retry: { to: 'message', run: retryPress },
  another: { to: 'message', run: anotherPress },
  settings: { to: 'form', run: settingsForm },
  report: { to: 'form', run: reportPress },
  reports: { to: 'message', run: openReports },
  void: { to: 'form', run: voidPress },
  keep: { to: 'message', run: keepPress },
  ask: { to: 'form', run: askForm },
  erase: { to: 'message', run: erasePress },
  board: { to: 'message', run: boardPage },
  teams: { to: 'message', run: teamList },
}

export const submits: { [Verb in Press['verb']]?: OnSubmit<PressOf<Verb>> } = {
  type: typedAnswer,
  trytype: tryTyped,
  settings: saveSettings,
  report: reportTyped,
  void: voidTyped,
  ask: askSubmit,
}

/** The lines of the tables, once their verb has been looked up. */
export type AnyPress = OnPress<Press>
export type AnySubmit = OnSubmit<Press>
