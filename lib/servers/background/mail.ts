/** A mail that a page promises to send. */
export interface Mail {
  /** Unique, and part of the mail's `Message-ID`, by which one that comes twice is known. */
  readonly id: string;
  readonly to: string;
}
