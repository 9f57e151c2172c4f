package dev.headroom.inventory;

import org.springframework.data.jpa.repository.JpaRepository;

interface Pools extends JpaRepository<StoredPool, String> {}
