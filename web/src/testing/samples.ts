import type { Me, Member, Message, PhoneNumber, Team } from "../api/client.ts";

/** A message as the server sends it; a test states only what it is about. */
export function sampleMessage(about: Partial<Message> = {}): Message {
  return {
    id: "01890000-0000-7000-8000-000000000001",
    number: { id: "n1", phone_number: "+12025550143", label: "Ops phone" },
    source: { id: "s1", name: "Main line", provider: "receivesms", is_demo: false },
    sender: "Acme",
    body: "482913 is your Acme code.",
    code: "482913",
    code_span: null,
    service: "Acme",
    confidence: 0.97,
    code_expires_at: null,
    expiry_stated: false,
    domain: null,
    link: null,
    payment: null,
    received_at: "2026-03-10T12:00:00Z",
    stored_at: "2026-03-10T12:00:00Z",
    read: false,
    claimed_by: null,
    claimed_at: null,
    ...about,
  };
}

/** What the server refuses with: a problem document of this status. */
export function sampleProblem(status: number, detail: string, further: object = {}) {
  return { type: "about:blank", title: "Refused", status, detail, instance: "1", ...further };
}

export function sampleNumber(about: Partial<PhoneNumber> = {}): PhoneNumber {
  return {
    id: "n1",
    phone_number: "+12025550143",
    label: "Ops phone",
    access: "team",
    role: "owner",
    sees_members: true,
    created_at: "2026-03-10T12:00:00Z",
    last_message_at: null,
    ...about,
  };
}

export function sampleMember(about: Partial<Member> = {}): Member {
  return {
    id: "u2",
    email: "vic@example.com",
    name: "Vic Stone",
    role: "viewer",
    created_at: "2026-03-10T12:00:00Z",
    disabled_at: null,
    last_seen_at: null,
    has_second_factor: false,
    gains_by_numbers: true,
    ...about,
  };
}

export function sampleTeam(about: Partial<Team> = {}): Team {
  return {
    members: 2,
    open_invitations: 0,
    max_members: null,
    require_second_factor: false,
    emails_invitations: false,
    roles: [
      { role: "viewer", reads: ["team"], number_role: "viewer" },
      { role: "manager", reads: ["new", "team"], number_role: "manager" },
      { role: "owner", reads: ["new", "team", "restricted"], number_role: null },
      { role: "auditor", reads: [], number_role: null },
    ],
    ...about,
  };
}

export function sampleMe(about: Partial<Me> = {}): Me {
  return {
    user: { id: "u1", email: "ann@example.com", name: "Ann", role: "owner" },
    session: {
      id: "s1",
      created_at: "2026-03-10T12:00:00Z",
      last_used_at: "2026-03-10T12:00:00Z",
      expires_at: "2026-04-10T12:00:00Z",
      address: "203.0.113.24",
      user_agent: null,
      mfa_verified_at: null,
      is_current: true,
    },
    capabilities: ["messages:read"],
    two_factor: {
      totp: false,
      passkeys: 0,
      recovery_codes_left: 0,
      required: false,
      setup_required: false,
    },
    preferences: {
      claim_on_copy: true,
      date_format: "auto",
      muted_number_ids: [],
      pinned_number_ids: [],
    },
    ...about,
  };
}
