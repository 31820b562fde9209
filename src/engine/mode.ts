/** The modes of a round: records that tell the one round machine apart. A new mode is one more record. */

export interface Mode {
  /** Only one round of such a mode runs in a channel at a time. */
  holdsChannel: boolean
  /** A question closes early once everyone who answered the one before has answered. */
  closesWhenAllAnswered: boolean
  /** An answer this many milliseconds after the deadline still gets something. */
  graceMs: number
  /** Between a reveal and the next question. */
  pauseMs: number
  /** Questions in a row that nobody answers, after which the round ends. */
  unansweredLimit: number
  /** A podium follows the last reveal. */
  podium: boolean
  /** Fewer members than this have answered in it: it does not count on any board. */
  countsFromMembers: number
  /** Only so many rounds of such modes count for a member in a day; the group says how many. */
  limited: boolean
  /** How often a post or an edit is tried before it is given up. */
  attempts: number
}

export const modes = {
  rapid: {
    holdsChannel: true,
    closesWhenAllAnswered: true,
    graceMs: 1000,
    pauseMs: 4000,
    unansweredLimit: 3,
    podium: true,
    countsFromMembers: 2,
    limited: true,
    attempts: 6,
  },
  quiz: {
    holdsChannel: true,
    closesWhenAllAnswered: false,
    graceMs: 0,
    pauseMs: 10_000,
    unansweredLimit: 3,
    podium: true,
    countsFromMembers: 2,
    limited: true,
    attempts: 6,
  },
  daily: {
    holdsChannel: false,
    closesWhenAllAnswered: false,
    graceMs: 0,
    pauseMs: 0,
    unansweredLimit: Infinity,
    podium: false,
    countsFromMembers: 1,
    limited: false,
    attempts: 150,
  },
} satisfies Record<string, Mode>

export type ModeName = keyof typeof modes
