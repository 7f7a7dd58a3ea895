package io.goldtier.handbook;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The handbook's known contacts. Each channel is held against its own field, and a name is never enough: anybody can
 * call himself as he likes.
 *
 * @param emails their e-mail addresses, in the form of {@link #email}
 * @param phones their phone numbers, in the form of {@link #phone}
 * @param names the name of whom each address and number belongs to
 * @param called all their names in lower case, by which what is to be done names them
 */
public record KnownContacts(Set<String> emails, Set<String> phones, Map<String, String> names, Set<String> called) {

    private static final Pattern EMAIL =
            Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){1,8}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()/.-]{4,24}");

    /** No contacts: everybody is a stranger. */
    static final KnownContacts NONE = new KnownContacts(Set.of(), Set.of(), Map.of(), Set.of());

    /** Copies the sets and the map. */
    public KnownContacts {
        emails = Set.copyOf(emails);
        phones = Set.copyOf(phones);
        names = Map.copyOf(names);
        called = Set.copyOf(called);
    }

    /** The name of the contact with this address or number. */
    public Optional<String> nameOf(String address) {
        return email(address).or(() -> phone(address)).map(names::get);
    }

    /** True when this is the e-mail address of a contact: one address, as it stands, and nothing around it. */
    public boolean hasEmail(String address) {
        return email(address).filter(emails::contains).isPresent();
    }

    /** True when this is the phone number of a contact, however it is spaced. */
    public boolean hasPhone(String number) {
        return phone(number).filter(phones::contains).isPresent();
    }

    /**
     * True when something may be for this one: it is a contact's whole name, address or number. That proves nothing of
     * who sent a message; it says that the owner knows whom it would reach.
     */
    public boolean isOne(String recipient) {
        return recipient != null
                && (called.contains(recipient.strip().toLowerCase(Locale.ROOT))
                        || hasEmail(recipient.strip())
                        || hasPhone(recipient.strip()));
    }

    /** One e-mail address in lower case; empty when the text is anything else, such as a name with an address. */
    public static Optional<String> email(String text) {
        return Optional.ofNullable(text)
                .map(address -> address.toLowerCase(Locale.ROOT))
                .filter(address -> EMAIL.matcher(address).matches());
    }

    /** The digits of a phone number with its country's code; empty when the text is anything else. */
    public static Optional<String> phone(String text) {
        return Optional.ofNullable(text)
                .filter(number -> PHONE.matcher(number).matches())
                .map(number -> number.replaceAll("\\D", ""));
    }

    /**
     * Reads {@code known_contacts}.
     *
     * @throws IllegalArgumentException with a sentence that names the contact's field, its value and what is allowed
     */
    static KnownContacts of(Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("known_contacts must be a list, was: " + value);
        }
        Set<String> emails = new HashSet<>();
        Set<String> phones = new HashSet<>();
        Map<String, String> names = new HashMap<>();
        Set<String> called = new HashSet<>();
        for (Object contact : list) {
            if (!(contact instanceof Map<?, ?> fields)) {
                throw new IllegalArgumentException(
                        "known_contacts must be entries such as {name: Client ABC, email: office@abc.example}, was: "
                                + contact);
            }
            Optional<String> name = field(fields, "name");
            name.ifPresent(text -> called.add(text.toLowerCase(Locale.ROOT)));
            field(fields, "email").ifPresent(text -> {
                String address = email(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "known_contacts: email must be one address such as office@abc.example, was: " + text));
                emails.add(address);
                name.ifPresent(whose -> names.put(address, whose));
            });
            for (String channel : List.of("phone", "whatsapp")) {
                field(fields, channel).ifPresent(text -> {
                    String number = phone(text)
                            .orElseThrow(() -> new IllegalArgumentException("known_contacts: " + channel
                                    + " must be a number with its country's code such as +1234567890, was: " + text));
                    phones.add(number);
                    name.ifPresent(whose -> names.put(number, whose));
                });
            }
        }
        return new KnownContacts(emails, phones, names, called);
    }

    private static Optional<String> field(Map<?, ?> contact, String name) {
        Object value = contact.get(name);
        return value == null
                ? Optional.empty()
                : Optional.of(String.valueOf(value).strip()).filter(text -> !text.isEmpty());
    }
}
