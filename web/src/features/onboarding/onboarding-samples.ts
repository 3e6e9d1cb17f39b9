import type { Onboarding } from "./onboarding-api.ts";

/** A server on its first day; a test states only what it is about. */
export function sampleOnboarding(about: Partial<Onboarding> = {}): Onboarding {
  return {
    public_url: "http://localhost:8080",
    is_https: false,
    sources: 0,
    has_message: false,
    new_numbers: 0,
    members: 1,
    open_invitations: 0,
    has_copied: false,
    can_mail: false,
    demo_messages: 0,
    ...about,
  };
}
