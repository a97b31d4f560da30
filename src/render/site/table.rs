//! What a template sees: names, and a value for each. Filled by calls, which are a tenth of the code
//! of the macro for it.

use std::collections::BTreeMap;

use minijinja::value::Value;

#[derive(Default)]
pub(super) struct Table(BTreeMap<&'static str, Value>);

impl Table {
    #[inline(never)]
    pub(super) fn put(&mut self, name: &'static str, value: Value) {
        self.0.insert(name, value);
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
        self.0.into()
    }
}
