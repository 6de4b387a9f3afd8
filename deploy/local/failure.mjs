/** Something went wrong in a way that we can explain: the message is for people and says it all, a stack adds nothing. */
export class Failure extends Error {}
