//! What a template sees: names, and a value for each. Filled by calls, which are a tenth of the code
//! of the macro for it; there are so few names that looking through them is the fastest way.

use std::sync::Arc;

use minijinja::value::{Object, Value};

#[derive(Debug, Default)]
pub(super) struct Table(Vec<(&'static str, Value)>);

impl Object for Table {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let found = self.0.iter().find(|(name, _)| *name == key);
        found.map(|(_, value)| value.clone())
    }

    /// What is there is there, though nobody goes through its names.
    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

impl Table {
    #[inline(never)]
    pub(super) fn put(&mut self, name: &'static str, value: Value) {
        self.0.push((name, value));
    }

    #[inline(never)]
    pub(super) fn text(&mut self, name: &'static str, text: &str) {
        self.put(name, text.into());
    }

    /// A text, or nothing.
    #[inline(never)]
    pub(super) fn perhaps(&mut self, name: &'static str, text: Option<&str>) {
        self.put(name, text.map_or(Value::from(()), Value::from));
    }

    /// A value, or nothing.
    #[inline(never)]
    pub(super) fn maybe(&mut self, name: &'static str, value: Option<Value>) {
        self.put(name, value.unwrap_or(Value::from(())));
    }

    #[inline(never)]
    pub(super) fn flag(&mut self, name: &'static str, flag: bool) {
        self.put(name, flag.into());
    }

    #[inline(never)]
    pub(super) fn list(&mut self, name: &'static str, list: Vec<Value>) {
        self.put(name, list.into());
    }

    #[inline(never)]
    pub(super) fn value(self) -> Value {
        Value::from_object(self)
    }
}
