//! What a pattern may cost at worst, counted rather than timed: the same on every machine.

use regex_automata::nfa::thompson::{NFA, State};
use regex_automata::util::primitives::StateID;

/// Bytes of the text that is made to be worst.
const STEPS: usize = 256;

/// Whether more than `most` states of a pattern are alive at once, on average, while it reads the
/// text that is worst for it. That is what a search costs a byte, whichever way it is done.
///
/// The text is made as it is read: of all next bytes, the one that leaves the most states alive. All
/// states are alive at first, as if the text before had been made to reach them.
pub fn is_over(nfa: &NFA, most: usize) -> bool {
    if nfa.states().len() <= most {
        return false;
    }
    let mut reader =
        Reader { nfa, seen_at: vec![0; nfa.states().len()], turn: 1, open: Vec::new() };
    let mut alive = Vec::new();
    (0..nfa.states().len()).for_each(|at| reader.add(StateID::new_unchecked(at), &mut alive));
    let bytes = representatives(nfa);
    let mut used_at = vec![0; bytes.len()];
    let mut sum = 0;
    for step in 1..=STEPS {
        let mut worst: Option<(usize, Vec<StateID>)> = None;
        for (at, byte) in bytes.iter().enumerate() {
            let next = reader.step(&alive, *byte);
            // Of two that are alike, the one that was not taken for longer.
            let is_worse = worst
                .as_ref()
                .is_none_or(|(of, most)| (next.len(), used_at[*of]) > (most.len(), used_at[at]));
            if is_worse {
                worst = Some((at, next));
            }
        }
        let Some((at, next)) = worst else { return false };
        used_at[at] = step;
        sum += next.len();
        if sum > most * STEPS {
            return true;
        }
        alive = next;
    }
    false
}

/// One byte of each kind that the pattern tells apart.
fn representatives(nfa: &NFA) -> Vec<u8> {
    let kinds = nfa.byte_classes();
    let mut bytes: Vec<u8> = (0..=u8::MAX).collect();
    bytes.dedup_by_key(|byte| kinds.get(*byte));
    bytes
}

struct Reader<'a> {
    nfa: &'a NFA,
    /// The turn in which a state was last reached.
    seen_at: Vec<usize>,
    turn: usize,
    open: Vec<StateID>,
}

impl Reader<'_> {
    /// The states that are alive after one more byte.
    fn step(&mut self, alive: &[StateID], byte: u8) -> Vec<StateID> {
        self.turn += 1;
        let mut next = Vec::new();
        for id in alive {
            let reached = match self.nfa.state(*id) {
                State::ByteRange { trans } => trans.matches_byte(byte).then_some(trans.next),
                State::Sparse(transitions) => transitions.matches_byte(byte),
                State::Dense(transitions) => transitions.matches_byte(byte),
                _ => None,
            };
            if let Some(reached) = reached {
                self.add(reached, &mut next);
            }
        }
        next
    }

    /// Adds a state and those that are reached from it without a byte.
    fn add(&mut self, id: StateID, alive: &mut Vec<StateID>) {
        self.open.push(id);
        while let Some(id) = self.open.pop() {
            if std::mem::replace(&mut self.seen_at[id.as_usize()], self.turn) == self.turn {
                continue;
            }
            alive.push(id);
            match self.nfa.state(id) {
                // Whatever is looked for around it may be there.
                State::Look { next, .. } | State::Capture { next, .. } => self.open.push(*next),
                State::Union { alternates } => self.open.extend(alternates.iter()),
                State::BinaryUnion { alt1, alt2 } => self.open.extend([*alt1, *alt2]),
                _ => {}
            }
        }
    }
}
