/** The descriptions of commands and options in other languages. */
import type { Translations } from './payloads.ts'

/** By Discord's name of a locale (`de`, `pt-BR`), then by the English sentence. What is not here is shown in English. */
export const translations: Translations = {}
