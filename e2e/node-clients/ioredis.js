import { Redis } from "ioredis";
import { connectWith } from "./ioredis-session.js";

export const connect = (target, onTrouble) => connectWith(Redis, target, onTrouble);
