/** /team: teams inside the group. */
import type { Bot } from '../bot.ts'
import { matching } from '../matching.ts'
import { createTeam, joinTeam, leaveTeam, loadTeams, removeTeam, renameTeam } from '../team.ts'
import { showTeam, teamList } from '../teams.ts'
import type { Command, Option } from './command.ts'

const newName: Option = { name: 'name', description: 'its name, 2 to 40 characters', required: true, kind: 'text' }

const teamOption: Option = { name: 'name', description: 'which team', required: true, kind: 'suggestion', suggest: suggestTeams }

const create: Command = {
  name: 'team create',
  description: 'Make a team, with you in it',
  needs: 'group',
  options: [newName],
  run: (bot, who, { name = '' }) => createTeam(bot, who, name),
}

const join: Command = {
  name: 'team join',
  description: 'Go into a team',
  needs: 'group',
  options: [teamOption],
  run: (bot, who, { name = '' }) => joinTeam(bot, who, name),
}

const leave: Command = {
  name: 'team leave',
  description: 'Leave your team; what you earned stays with it',
  needs: 'group',
  options: [],
  run: (bot, who) => leaveTeam(bot, who),
}

const show: Command = {
  name: 'team show',
  description: 'Show a team, or yours',
  needs: 'group',
  options: [{ ...teamOption, required: false }],
  run: (bot, who, { name }) => showTeam(bot, who, name ?? null),
}

const list: Command = {
  name: 'team list',
  description: 'Show all teams',
  needs: 'group',
  options: [],
  run: (bot, who) => teamList(bot, who, { page: 0 }),
}

const rename: Command = {
  name: 'team rename',
  description: 'Give a team another name',
  needs: 'admin',
  options: [teamOption, { ...newName, name: 'to', description: 'its new name, 2 to 40 characters' }],
  run: (bot, who, { name = '', to = '' }) => renameTeam(bot, who, name, to),
}

const remove: Command = {
  name: 'team remove',
  description: 'Remove a team; the points of its members stay their own',
  needs: 'admin',
  options: [teamOption],
  run: (bot, who, { name = '' }) => removeTeam(bot, who, name),
}

export const teamCommands: readonly Command[] = [create, join, leave, show, list, rename, remove]

async function suggestTeams({ store }: Bot, typed: string, group: string): Promise<string[]> {
  return matching((await loadTeams(store, group)).map(one => one.name), typed)
}
