import type { CodeRule, Preview } from "./code-rule-api.ts";

/** Things as the server sends them; a test states only what it is about. */
export function sampleRule(about: Partial<CodeRule> = {}): CodeRule {
  return {
    id: "r1",
    kind: "code",
    pattern: "Gate:\\s+(\\d{6})",
    number_id: null,
    sender: null,
    service: null,
    test_message: "Gate: 482913",
    is_enabled: true,
    created_by: "u1",
    created_at: "2026-03-10T12:00:00Z",
    ...about,
  };
}

export function samplePreview(about: Partial<Preview> = {}): Preview {
  return {
    tried: 1000,
    changed: 1,
    changes: [
      {
        message_id: "01890000-0000-7000-8000-000000000001",
        sender: "+12025550143",
        body: "Gate: 482913",
        before: null,
        after: "482913",
      },
    ],
    ...about,
  };
}
