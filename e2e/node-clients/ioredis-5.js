import { Redis } from "ioredis-5";
import { connectWith } from "./ioredis-session.js";

export const connect = (target, onTrouble) => connectWith(Redis, target, onTrouble);
