import { isProblem } from "./problem.ts";

const FRESH_PROOF_REQUIRED = "urn:codebell:fresh-proof-required";

export type ProofMethod = "password" | "totp" | "passkey" | "recovery_code";

/** A call waits until its member has proved again that it is them. */
export interface ProofAsked {
  methods: ProofMethod[];
  /** Lets the call go on, or gives it up. */
  settle: (proved: boolean) => void;
}

let asked: ProofAsked | undefined;
let waiting: Promise<boolean> | undefined;
const listeners = new Set<() => void>();

function become(next: ProofAsked | undefined) {
  asked = next;
  for (const listener of listeners) listener();
}

/** Asks the member; calls that come meanwhile wait for the same answer. */
function ask(methods: ProofMethod[]): Promise<boolean> {
  waiting ??= new Promise<boolean>((settle) => become({ methods, settle })).finally(() => {
    waiting = undefined;
    become(undefined);
  });
  return waiting;
}

export const freshProof = {
  current: () => asked,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

/**
 * The answer to a call; where the server wants a fresh proof first, the member is asked for it and the
 * call repeated. It stays refused when they would not.
 */
export async function withFreshProof(call: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answer = await call();
    const methods = await methodsAsked(answer);
    if (!methods || !(await ask(methods))) return answer;
  }
}

async function methodsAsked(answer: Response): Promise<ProofMethod[] | undefined> {
  if (answer.status !== 403) return undefined;
  const problem: unknown = await answer
    .clone()
    .json()
    .catch(() => undefined);
  if (!isProblem(problem) || problem.type !== FRESH_PROOF_REQUIRED) return undefined;
  return problem.methods as ProofMethod[];
}
