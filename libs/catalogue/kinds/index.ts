export { guessKinds, kindByCode, kindCodeFrom, kindOf } from './guess-kind';
export { KIND_GROUPS, KINDS, type Kind, type KindGroup } from './kinds';
