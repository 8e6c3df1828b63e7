-- Proxies obey the highest epoch that they have seen: every attempt gets a higher one than any before it.
create sequence switch_epoch;
