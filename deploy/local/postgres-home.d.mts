export function removePostgresHome(place: string): void;
