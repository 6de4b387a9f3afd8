/** Something that whoever called can put right. */
export class InputProblem extends Error {}
