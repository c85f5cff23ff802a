import { DateTime } from "luxon";

/**
 * What the file of a request is saved as, without its ending: no name, no number, only the day of the request and the end of its
 * id (the beginning is the time, and the same for requests of one minute).
 */
export function nameOfFile({ id, receivedAt }: { id: string; receivedAt: Date }, timeZone: string): string {
  return `customer-data-${DateTime.fromJSDate(receivedAt, { zone: timeZone }).toISODate()}-${id.slice(-8)}`;
}
