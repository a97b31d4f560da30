//! Work on many incidents, shared among the processors there are.

use std::num::NonZero;
use std::thread;

use crate::render::{RenderError, STACK};

/// More hands than these only wait for the disk.
const MOST: usize = 8;

/// Lets `work` take a part of the items on each processor, and returns all that was made, in the
/// order of the items. Each has the stack that a user's own templates want.
pub(super) fn share<T: Sync, R: Send>(
    items: &[T],
    work: &(dyn Fn(&[T]) -> Result<Vec<R>, RenderError> + Sync),
) -> Result<Vec<R>, RenderError> {
    let hands = thread::available_parallelism().map_or(1, NonZero::get);
    let part = items.len().div_ceil(hands.min(MOST)).max(1);
    let mut made = Vec::with_capacity(items.len());
    thread::scope(|scope| {
        let threads = items.chunks(part).map(|items| {
            let thread = thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, move || work(items))
        });
        // All of them are at work before the first is waited for.
        let threads: Vec<_> = threads.collect();
        for thread in threads {
            let done = thread.map_err(RenderError::Thread)?.join();
            made.extend(done.unwrap_or(Err(RenderError::Stopped))?);
        }
        Ok(made)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_comes_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let made = share(&items, &|part| Ok(part.iter().map(|n| n * 2).collect())).unwrap();
        assert!(made.iter().enumerate().all(|(place, n)| *n == place * 2));
        assert_eq!(made.len(), 1000);
    }

    #[test]
    fn one_failure_is_the_failure_of_all() {
        let work = |part: &[usize]| match part.contains(&7) {
            true => Err(RenderError::Stopped),
            false => Ok(part.to_vec()),
        };
        let items: Vec<usize> = (0..1000).collect();
        assert!(matches!(share(&items, &work), Err(RenderError::Stopped)));
    }
}
